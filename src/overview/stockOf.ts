import type { Credential } from '../credentials/credential';
import { describeFailure } from '../failures/describeFailure';
import { distinctProjects } from '../inventory/knownProject';
import type { Language } from '../language';
import { failureOf, type Branch } from '../tree/branch';
import {
  credentialNode,
  credentialOf,
  exportBucketNodeId,
  projectOf,
  type ParentNode,
  type ProjectNode,
} from '../tree/nodes';
import type { Stock, StockedProject } from './stock';

export interface StockSources {
  readonly credentials: readonly Credential[];
  /** The list below a row, if it was asked for. */
  readonly known: (parent: ParentNode) => Branch | undefined;
  /** The name of a project's organization, if it is known. */
  readonly organizationOf: (node: ProjectNode) => string | undefined;
  readonly language: Language;
}

interface List {
  readonly parent: ParentNode;
  readonly branch: Branch | undefined;
}

/** All that is known so far; asks Atlas for nothing. */
export function stockOf({ credentials, known, organizationOf, language }: StockSources): Stock {
  const list = (parent: ParentNode): List => ({ parent, branch: known(parent) });
  const lists = credentials.map((credential) => list(credentialNode(credential)));
  const projects = lists.flatMap(({ branch }) =>
    (branch?.rows() ?? []).flatMap((row) => (row.kind === 'project' ? { node: row, branch: known(row) } : [])),
  );
  const distinct = distinctProjects(projects.map(({ node, branch }) => stocked(node, branch, organizationOf(node))));
  const complete = new Set(distinct.flatMap(({ project, isComplete }) => (isComplete ? project.id : [])));
  const notListed = lists.reduce((sum, { branch }) => sum + missingIn(branch), 0);
  const all = [...lists, ...projects.map(({ node }) => list(node))];
  const times = all.flatMap(({ branch }) => branch?.list.readAt ?? []);
  return {
    projects: distinct,
    projectCount: distinct.length + notListed,
    isListed: lists.every(({ branch }) => branch?.list.isComplete === true),
    readAt: times.length === 0 ? undefined : times.reduce((latest, time) => Math.max(latest, time)),
    problems: all.flatMap(({ parent, branch }) => {
      const failure = branch === undefined ? undefined : failureOf(branch);
      const project = projectOf(parent);
      // What another credential has read is no problem.
      return failure === undefined || (project !== undefined && complete.has(project.project.id))
        ? []
        : problemOf(parent, failure, language);
    }),
  };
}

function stocked(node: ProjectNode, branch: Branch | undefined, organization: string | undefined): StockedProject {
  const { project, parent } = node;
  return {
    project,
    organization,
    credential: parent.credential.name,
    buckets: (branch?.list.items ?? []).flatMap((item) => ('_id' in item ? item : [])),
    isComplete: branch?.list.isComplete ?? false,
    row: node.id,
    rowOf: (exportBucketId) => exportBucketNodeId(parent.credential.id, project.id, exportBucketId),
  };
}

/** How many projects a list still lacks, by Atlas's estimate. */
function missingIn(branch: Branch | undefined): number {
  const { totalCount = 0, items = [] } = branch?.list ?? {};
  return Math.max(0, totalCount - items.length);
}

function problemOf(parent: ParentNode, failure: Error, { l10n }: Language): string {
  const project = projectOf(parent)?.project;
  const credential = credentialOf(parent);
  const { label } = describeFailure(failure, { l10n, credential, ...(project && { projectId: project.id }) });
  return l10n.t('{0}: {1}', project?.name ?? credential.name, label);
}
