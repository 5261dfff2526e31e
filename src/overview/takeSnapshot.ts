import { isWhole, type LoadedItems } from '../atlas/loadedItems';
import type { Credential } from '../credentials/credential';
import { describeFailure } from '../failures/describeFailure';
import { distinctProjects } from '../bucketList/knownProject';
import { isOne, type Language, number } from '../text/language';
import { type LoadedList } from '../model/loadedList';
import {
  credentialNode,
  credentialOf,
  exportBucketNodeId,
  projectOf,
  type ParentNode,
  type ProjectNode,
} from '../model/nodes';
import type { Snapshot, SnapshotProject } from './snapshot';

export interface SnapshotSources {
  readonly credentials: readonly Credential[];
  /** Returns the list below a row, if it has been requested. */
  readonly listOf: (parent: ParentNode) => LoadedList | undefined;
  /** Returns the name of a project's organization, if it is loaded. */
  readonly organizationOf: (node: ProjectNode) => string | undefined;
  readonly language: Language;
  /** The provider filter of the view, if it is set. */
  readonly filter?: ReadonlySet<string> | undefined;
  readonly findings: Snapshot['findings'];
}

interface ListBelow {
  readonly parent: ParentNode;
  readonly loaded: LoadedList | undefined;
}

/** Takes a snapshot of what is loaded. Sends no requests. */
export function takeSnapshot({
  credentials,
  listOf,
  organizationOf,
  language,
  filter,
  findings,
}: SnapshotSources): Snapshot {
  const below = (parent: ParentNode): ListBelow => ({ parent, loaded: listOf(parent) });
  const lists = credentials.map((credential) => below(credentialNode(credential)));
  const projects = lists.flatMap(({ loaded }) =>
    (loaded?.rows() ?? []).flatMap((row) => (row.kind === 'project' ? { node: row, loaded: listOf(row) } : [])),
  );
  const views = projects.map(({ node, loaded }) => snapshotProject(node, loaded, organizationOf(node)));
  const distinct = distinctProjects(views).map((project) => ({ ...project, bucketRowId: rowIn(project, views) }));
  const complete = new Set(distinct.flatMap(({ project, isComplete }) => (isComplete ? project.id : [])));
  const notListed = lists.reduce((sum, { loaded }) => sum + missingIn(loaded), 0);
  const all = [...lists, ...projects.map(({ node }) => below(node))];
  const missing = all.filter(
    ({ parent, loaded }) =>
      !complete.has(projectOf(parent)?.project.id ?? '') && (loaded === undefined || !itemsOf(loaded).isComplete),
  );
  const times = all.flatMap(({ loaded }) => loaded?.pages.readAt ?? []);
  return {
    projects: distinct,
    projectCount: distinct.length + notListed,
    isListed: lists.every(({ loaded }) => loaded !== undefined && isWhole(itemsOf(loaded))),
    hasMore: missing.length > 0,
    hasUnrequested: missing.some(({ loaded }) => loaded?.failure === undefined),
    readAt: times.length === 0 ? undefined : times.reduce((latest, time) => Math.max(latest, time)),
    readSince: times.length === 0 ? undefined : times.reduce((earliest, time) => Math.min(earliest, time)),
    problems: all.flatMap(({ parent, loaded }) => {
      const project = projectOf(parent);
      // If another credential loaded the whole project, this failure doesn't matter.
      return loaded === undefined || (project !== undefined && complete.has(project.project.id))
        ? []
        : problemsOf(parent, loaded, language);
    }),
    filter,
    findings,
  };
}

/**
 * Returns what was loaded of a list. It isn't complete if its rows are stale: after a refresh until it is reloaded, after
 * a failed reload, or if it kept changing while it loaded.
 */
function itemsOf(loaded: LoadedList): LoadedItems<unknown> {
  const { items, unreadable, isComplete, isStale } = loaded.pages;
  return { items, unreadable, isComplete: isComplete && !isStale && loaded.failure === undefined };
}

/** Returns a function that finds the row of an export bucket, which may be below another credential's project row. */
function rowIn(project: SnapshotProject, views: readonly SnapshotProject[]): SnapshotProject['bucketRowId'] {
  return (exportBucketId) => {
    const has = ({ buckets }: SnapshotProject): boolean => buckets.some(({ _id }) => _id === exportBucketId);
    const same = views.filter((view) => view.project.id === project.project.id);
    const own = same.find((view) => view.row === project.row && has(view));
    return (own ?? same.find(has) ?? project).bucketRowId(exportBucketId);
  };
}

function snapshotProject(
  node: ProjectNode,
  loaded: LoadedList | undefined,
  organization: string | undefined,
): SnapshotProject {
  const { project, parent } = node;
  return {
    project,
    organization,
    credential: parent.credential.name,
    origin: parent.credential.origin,
    buckets: (loaded?.pages.items ?? []).flatMap((item) => ('_id' in item ? item : [])),
    isComplete: loaded !== undefined && isWhole(itemsOf(loaded)),
    row: node.id,
    credentialId: parent.credential.id,
    bucketRowId: (exportBucketId) => exportBucketNodeId(parent.credential.id, project.id, exportBucketId),
  };
}

/** Returns how many projects are missing in a list. An estimate by Atlas until the list is complete. */
function missingIn(loaded: LoadedList | undefined): number {
  const { totalCount = 0, items = [], unreadable = 0, isComplete = false } = loaded?.pages ?? {};
  return isComplete ? unreadable : Math.max(0, totalCount - items.length);
}

function problemsOf(parent: ParentNode, loaded: LoadedList, language: Language): string[] {
  const { l10n } = language;
  const project = projectOf(parent)?.project;
  const credential = credentialOf(parent);
  const failure = loaded.failure;
  const { unreadable } = loaded.pages;
  const problem = (what: string): string => l10n.t('{0}: {1}', project?.name ?? credential.name, what);
  return [
    ...(failure === undefined
      ? []
      : [problem(describeFailure(failure, { l10n, credential, ...(project && { projectId: project.id }) }).label)]),
    ...(unreadable === 0
      ? []
      : [
          problem(
            isOne(language, unreadable)
              ? l10n.t('{0} row in an unsupported format', number(language, unreadable))
              : l10n.t('{0} rows in an unsupported format', number(language, unreadable)),
          ),
        ]),
  ];
}
