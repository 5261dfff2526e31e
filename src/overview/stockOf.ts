import { isWhole, type Reading } from '../atlas/reading';
import type { Credential } from '../credentials/credential';
import { describeFailure } from '../failures/describeFailure';
import { distinctProjects } from '../bucketList/knownProject';
import { number, type Language } from '../text/language';
import { type LoadedList } from '../model/loadedList';
import {
  credentialNode,
  credentialOf,
  exportBucketNodeId,
  projectOf,
  type ParentNode,
  type ProjectNode,
} from '../model/nodes';
import type { Stock, StockedProject } from './stock';

export interface StockSources {
  readonly credentials: readonly Credential[];
  /** The list below a row, if it was asked for. */
  readonly known: (parent: ParentNode) => LoadedList | undefined;
  /** The name of a project's organization, if it is known. */
  readonly organizationOf: (node: ProjectNode) => string | undefined;
  readonly language: Language;
  /** The providers that the view is restricted to; undefined when it shows all. */
  readonly filter?: ReadonlySet<string> | undefined;
}

interface List {
  readonly parent: ParentNode;
  readonly branch: LoadedList | undefined;
}

/** All that is known so far; asks Atlas for nothing. */
export function stockOf({ credentials, known, organizationOf, language, filter }: StockSources): Stock {
  const list = (parent: ParentNode): List => ({ parent, branch: known(parent) });
  const lists = credentials.map((credential) => list(credentialNode(credential)));
  const projects = lists.flatMap(({ branch }) =>
    (branch?.rows() ?? []).flatMap((row) => (row.kind === 'project' ? { node: row, branch: known(row) } : [])),
  );
  const views = projects.map(({ node, branch }) => stocked(node, branch, organizationOf(node)));
  const distinct = distinctProjects(views).map((project) => ({ ...project, rowOf: rowIn(project, views) }));
  const complete = new Set(distinct.flatMap(({ project, isComplete }) => (isComplete ? project.id : [])));
  const notListed = lists.reduce((sum, { branch }) => sum + missingIn(branch), 0);
  const all = [...lists, ...projects.map(({ node }) => list(node))];
  const times = all.flatMap(({ branch }) => branch?.pages.readAt ?? []);
  return {
    projects: distinct,
    projectCount: distinct.length + notListed,
    isListed: lists.every(({ branch }) => branch !== undefined && isWhole(readingOf(branch))),
    hasMore: all.some(
      ({ parent, branch }) =>
        !complete.has(projectOf(parent)?.project.id ?? '') && (branch === undefined || !readingOf(branch).isComplete),
    ),
    readAt: times.length === 0 ? undefined : times.reduce((latest, time) => Math.max(latest, time)),
    readSince: times.length === 0 ? undefined : times.reduce((earliest, time) => Math.min(earliest, time)),
    problems: all.flatMap(({ parent, branch }) => {
      const project = projectOf(parent);
      // What another credential has read is no problem.
      return branch === undefined || (project !== undefined && complete.has(project.project.id))
        ? []
        : problemsOf(parent, branch, language);
    }),
    filter,
  };
}

/** What was read of a list. A list that could not be loaded again is not complete: its rows are from before. */
function readingOf(branch: LoadedList): Reading<unknown> {
  const { items, unreadable, isComplete } = branch.pages;
  return { items, unreadable, isComplete: isComplete && branch.failure === undefined };
}

/** The row of an export bucket, which may be below another credential's row of the project than the project's own. */
function rowIn(project: StockedProject, views: readonly StockedProject[]): StockedProject['rowOf'] {
  return (exportBucketId) => {
    const sees = ({ buckets }: StockedProject): boolean => buckets.some(({ _id }) => _id === exportBucketId);
    const same = views.filter((view) => view.project.id === project.project.id);
    const own = same.find((view) => view.row === project.row && sees(view));
    return (own ?? same.find(sees) ?? project).rowOf(exportBucketId);
  };
}

function stocked(node: ProjectNode, branch: LoadedList | undefined, organization: string | undefined): StockedProject {
  const { project, parent } = node;
  return {
    project,
    organization,
    credential: parent.credential.name,
    buckets: (branch?.pages.items ?? []).flatMap((item) => ('_id' in item ? item : [])),
    isComplete: branch !== undefined && isWhole(readingOf(branch)),
    row: node.id,
    rowOf: (exportBucketId) => exportBucketNodeId(parent.credential.id, project.id, exportBucketId),
  };
}

/** How many projects a list still lacks, by Atlas's estimate. */
function missingIn(branch: LoadedList | undefined): number {
  const { totalCount = 0, items = [], unreadable = 0, isComplete = false } = branch?.pages ?? {};
  return isComplete ? unreadable : Math.max(0, totalCount - items.length);
}

function problemsOf(parent: ParentNode, branch: LoadedList, { l10n, locale }: Language): string[] {
  const project = projectOf(parent)?.project;
  const credential = credentialOf(parent);
  const failure = branch.failure;
  const { unreadable } = branch.pages;
  const problem = (what: string): string => l10n.t('{0}: {1}', project?.name ?? credential.name, what);
  return [
    ...(failure === undefined
      ? []
      : [problem(describeFailure(failure, { l10n, credential, ...(project && { projectId: project.id }) }).label)]),
    ...(unreadable === 0
      ? []
      : [
          problem(
            l10n.t(
              '{0} in an unsupported format',
              unreadable === 1 ? l10n.t('1 row') : l10n.t('{0} rows', number({ l10n, locale }, unreadable)),
            ),
          ),
        ]),
  ];
}
