import { providerName } from '../atlas/models';
import { describeFailure } from '../failures/describeFailure';
import type { LoadAllResult } from '../model/loadAll';
import { credentialOf, projectOf, type ParentNode, type ProjectNode } from '../model/nodes';
import type { Inventory, Missing } from './inventory';
import { distinctProjects } from './knownProject';
import { visibleText } from '../text/invisible';
import { exportBuckets, projects as projectCount, type Language } from '../text/language';
import { failureSubject } from '../tree/failureSubject';

/** Returns the loaded export buckets as a list that says what is missing. */
export function inventoryOf(
  { projects: read, failures, unreadable }: LoadAllResult,
  organizationOf: (node: ProjectNode) => string | undefined,
  language: Language,
): Inventory {
  const lacking = new Map([...failures, ...unreadable].map(({ parent }) => [parent.id, parent]));
  const projects = distinctProjects(
    read.map(({ node, buckets }) => ({
      project: node.project,
      credential: node.parent.credential.name,
      origin: node.parent.credential.origin,
      organization: organizationOf(node),
      buckets,
      isComplete: !lacking.has(node.id),
    })),
  );
  const bucketsOf = new Map(projects.map(({ project, buckets }) => [project.id, buckets.length]));
  const complete = new Set(projects.flatMap(({ project, isComplete }) => (isComplete ? project.id : [])));
  const missing = [
    ...failures.map(({ parent, error, hasVanished }) =>
      missingOf(
        parent,
        hasVanished ? language.l10n.t('deleted or no longer accessible') : describeBriefly(parent, error, language),
      ),
    ),
    ...unreadable.map(({ parent, rows }) => missingOf(parent, unreadableRows(parent, rows, language))),
    // A project that another credential has loaded completely is not missing.
  ].filter(({ projectId }) => projectId === undefined || !complete.has(projectId));
  return missing.length === 0
    ? { projects }
    : { projects, partial: { notice: noticeOf(missing, bucketsOf, language), missing } };
}

function missingOf(parent: ParentNode, reason: string): Missing {
  const project = projectOf(parent)?.project;
  const credential = credentialOf(parent).name;
  return project === undefined
    ? { credential, reason }
    : { credential, project: project.name, projectId: project.id, reason };
}

function describeBriefly(parent: ParentNode, error: Error, { l10n }: Language): string {
  const { label, code } = describeFailure(error, { l10n, ...failureSubject(parent) });
  return code === undefined || label.includes(code) ? label : `${label} (${code})`;
}

function unreadableRows(parent: ParentNode, rows: number, language: Language): string {
  const what = parent.kind === 'project' ? exportBuckets(language, rows) : projectCount(language, rows);
  return language.l10n.t('{0} in an unsupported format', what);
}

function noticeOf(missing: readonly Missing[], bucketsOf: ReadonlyMap<string, number>, language: Language): string {
  const { l10n } = language;
  const items = missing.map(({ credential, project, projectId, reason }) => {
    if (project === undefined || projectId === undefined) {
      return l10n.t('projects of the credential “{0}”: {1}', visibleText(credential), reason);
    }
    const read = bucketsOf.get(projectId) ?? 0;
    const why = read === 0 ? reason : l10n.t('{0}, after {1}', reason, exportBuckets(language, read));
    return l10n.t('“{0}” ({1}): {2}', visibleText(project), projectId, why);
  });
  return l10n.t('This list is incomplete. Missing: {0}.', items.join('; '));
}

/** Returns a list with only the export buckets of some providers, which says so. */
export function restrictedTo(inventory: Inventory, providers: ReadonlySet<string>, { l10n }: Language): Inventory {
  const names = [...providers].map((cloudProvider) => visibleText(providerName({ cloudProvider })));
  return {
    ...inventory,
    projects: inventory.projects.map((project) => ({
      ...project,
      buckets: project.buckets.filter(({ cloudProvider }) => providers.has(cloudProvider)),
    })),
    filter: {
      providers: [...providers],
      notice: l10n.t('This list is filtered. It contains only export buckets of {0}.', names.join(', ')),
    },
  };
}
