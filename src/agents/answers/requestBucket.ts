import { isMissingBucket } from '../../atlas/errorCodes';
import { isAbort } from '../../atlas/errors';
import { exportBucketNode, rootOf, type ExportBucketNode } from '../../model/nodes';
import { projects as projectsText } from '../../text/language';
import { namesOf } from './names';
import { missingIn, notRead, reasonOf, type NotRead } from './notRead';
import { knownLists, loadProject, type Sources } from './sources';

interface Requested {
  readonly node: ExportBucketNode | undefined;
  /** What prevents the conclusion that the export bucket doesn't exist. */
  readonly missing: readonly NotRead[];
}

/**
 * Requests an export bucket by its ID in the background: from its project if it is given, else from all projects.
 * @throws the AbortError of `signal`
 */
export async function requestBucket(
  id: string,
  projectId: string | undefined,
  sources: Sources,
  signal: AbortSignal,
): Promise<Requested> {
  return projectId === undefined ? searchAll(id, sources, signal) : searchProject(id, projectId, sources, signal);
}

async function searchProject(id: string, projectId: string, sources: Sources, signal: AbortSignal): Promise<Requested> {
  const { l10n } = sources.language;
  const projects = await loadProject(sources, projectId, signal);
  if (projects.length === 0) {
    return { node: undefined, missing: missingIn(sources, knownLists(sources, projectId), projectId) };
  }
  const missing: NotRead[] = [];
  for (const { node: project } of projects) {
    try {
      const client = await sources.clientOf(project.parent.credential);
      const priority = { isBackground: true };
      const node = exportBucketNode(project, await client.getExportBucket(projectId, id, { signal, priority }));
      sources.keepFound(node);
      return { node, missing: [] };
    } catch (error) {
      if (isAbort(error) && signal.aborted) {
        throw error;
      }
      if (isMissingBucket(error)) {
        return { node: undefined, missing: [] };
      }
      const reason = reasonOf(error, project.parent, sources.language, projectId);
      missing.push(notRead(l10n.t('The export bucket'), reason, namesOf(sources, project.parent, project.project)));
    }
  }
  return { node: undefined, missing };
}

async function searchAll(id: string, sources: Sources, signal: AbortSignal): Promise<Requested> {
  const { language } = sources;
  const { l10n } = language;
  const { rows, failures, unreadable = [] } = await sources.findById(id, signal);
  const missing = failures.map(({ parent, error }) => {
    const root = rootOf(parent);
    const project = parent.kind === 'project' ? parent.project : undefined;
    const what = project === undefined ? l10n.t('The list of projects') : l10n.t('The export buckets of a project');
    return notRead(what, reasonOf(error, root, language, project?.id), namesOf(sources, root, project));
  });
  const lists = unreadable.map(({ parent, rows: count }) =>
    notRead(
      l10n.t('The list of projects'),
      l10n.t('Atlas returned {0} in an unsupported format.', projectsText(language, count)),
      namesOf(sources, rootOf(parent)),
    ),
  );
  return { node: rows.find((row) => row.kind === 'exportBucket'), missing: [...missing, ...lists] };
}
