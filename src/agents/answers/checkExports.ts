import { throwIfAborted } from '../../atlas/abort';
import type { Credential } from '../../credentials/credential';
import {
  checkedClusters,
  findingText,
  stateOf,
  type CheckedCluster,
  type DescribeOptions,
  type HealthState,
} from '../../exports/health/describe';
import { estimate } from '../../exports/health/estimate';
import { noticesOf } from '../../exports/health/notices';
import type { ProjectExports } from '../../exports/health/projectExports';
import { ProjectResponses } from '../../exports/health/projectResponses';
import type { ProjectToCheck } from '../../exports/health/projectToCheck';
import { readHealth } from '../../exports/health/readHealth';
import type { ListedProject } from '../../find/candidates';
import { credentialNode } from '../../model/nodes';
import { cut, shownName } from '../../text/invisible';
import {
  consequences,
  NO_REQUESTS,
  requestsForProjects,
  requestsTo,
  scopeText,
  sumOf,
  type Requests,
} from './confirmation';
import { missingResponses } from './missingExports';
import { namesOf, type Names } from './names';
import { missingIn, notRead, reasonOf, type NotRead } from './notRead';
import { knownLists, loadProject, loadProjects, type Sources } from './sources';
import type { AgentTool } from './tool';
import { CheckInput, readInput } from './toolInput';
import { toolResult } from './toolResult';

const ORDER: readonly HealthState[] = ['broken', 'atRisk', 'unknown', 'fine'];
/** The longest text of a finding. Reasons of failed exports come from Atlas. */
const LONGEST_FINDING = 400;

/** Checks which clusters are exported. Nothing about it is in memory, so it sends requests or returns their number. */
export const checkExports: AgentTool = {
  confirm: (input, sources) => {
    const { projectId, readMissing } = readInput(CheckInput, input, sources.language.l10n);
    const requests = readMissing ? requestsOf(projectId, sources) : NO_REQUESTS;
    return {
      lines: [
        readMissing
          ? sources.language.l10n.t('Check which clusters are exported, and what failed.')
          : sources.language.l10n.t('Estimate the requests of an export check.'),
        scopeText(sources, projectId),
        ...consequences(requests, sources.language),
      ],
    };
  },
  run: async (input, sources, signal) => {
    const { projectId, readMissing, limit } = readInput(CheckInput, input, sources.language.l10n);
    if (!readMissing) {
      return notChecked(projectId, sources);
    }
    await (projectId === undefined ? loadProjects(sources, signal) : loadProject(sources, projectId, signal));
    throwIfAborted(signal);
    const { targets, failed } = await targetsOf(projectsToCheck(projectId, sources), sources);
    const startedAt = sources.now();
    const { projects } = await readHealth(targets, { signal, now: startedAt });
    throwIfAborted(signal);
    const options = describeOptions(sources);
    const clusters = checkedClusters(projects, startedAt);
    const sorted = clusters.toSorted((one, other) => orderOf(one) - orderOf(other));
    const notices = noticesOf(projects, options).map(({ text }) =>
      notRead(sources.language.l10n.t('Some data about exports'), text),
    );
    const responses = missingResponses(projects, clusters, {
      ...options,
      namesOf: (project) => namesIn(project, sources),
    });
    const missing = [...failed, ...missingProjects(projectId, sources), ...notices, ...responses];
    return toolResult({
      facts: {
        checked: true,
        isComplete: missing.length === 0,
        projects: projects.length,
        clusters: Object.fromEntries(
          ORDER.map((state) => [state, clusters.filter(({ health }) => stateOf(health) === state).length]),
        ),
      },
      asOf: startedAt,
      results: sorted.slice(0, limit).map((cluster) => resultOf(cluster, sources, options)),
      others: Math.max(0, sorted.length - limit),
      notRead: missing,
    });
  },
};

function notChecked(projectId: string | undefined, sources: Sources): string {
  const { count, mayBeMore } = requestsOf(projectId, sources);
  return toolResult({
    facts: { checked: false, isComplete: false, requests: count, mayNeedMoreRequests: mayBeMore },
    asOf: undefined,
    results: [],
    notRead: [notRead(sources.language.l10n.t('The state of exports'), sources.language.l10n.t('Not checked yet.'))],
    nextStep:
      'To check, call again with readMissing: true, if possible with a projectId. The user confirms the requests.',
  });
}

function requestsOf(projectId: string | undefined, sources: Sources): Requests {
  const projects = projectsToCheck(projectId, sources);
  const checks = projects.map(({ node: { project, parent } }) => {
    const { requests } = estimate([new ProjectResponses().exports({ project, credential: parent.credential })]);
    return requestsTo([parent.credential.origin], { count: requests, mayBeMore: project.clusterCount === undefined });
  });
  const isListed = projectId !== undefined && projects.length > 0;
  return sumOf(isListed ? checks : [requestsForProjects(sources), ...checks]);
}

/** Returns the listed projects, each with the first credential that has it. */
function projectsToCheck(projectId: string | undefined, sources: Sources): ListedProject[] {
  const seen = new Set<string>();
  return knownLists(sources, projectId)
    .flatMap(({ projects }) => projects)
    .filter(({ node }) => !seen.has(node.project.id) && seen.add(node.project.id));
}

/** Returns the projects with their clients, and those whose credential can't be used. */
async function targetsOf(
  projects: readonly ListedProject[],
  sources: Sources,
): Promise<{ readonly targets: readonly ProjectToCheck[]; readonly failed: readonly NotRead[] }> {
  const targets: ProjectToCheck[] = [];
  const failed: NotRead[] = [];
  for (const { node } of projects) {
    const { credential } = node.parent;
    try {
      const client = await sources.clientOf(credential);
      // The number of clusters in a row may be old, and a check must not skip clusters because of it.
      targets.push({
        project: { ...node.project, clusterCount: undefined },
        credential,
        client,
        // An agent gets the current state, whatever other checks have loaded.
        responses: new ProjectResponses(),
      });
    } catch (error) {
      const reason = reasonOf(error, node.parent, sources.language, node.project.id);
      const what = sources.language.l10n.t('The exports of a project');
      failed.push(notRead(what, reason, namesOf(sources, node.parent, node.project)));
    }
  }
  return { targets, failed };
}

/** Returns the lists of projects that are incomplete, or the project if no credential has it. */
function missingProjects(projectId: string | undefined, sources: Sources): NotRead[] {
  const known = knownLists(sources, projectId);
  const isKnown = projectId !== undefined && known.some(({ projects }) => projects.length > 0);
  // The export buckets of the projects are part of the check, not of these lists.
  return isKnown
    ? []
    : missingIn(
        sources,
        known.map((lists) => ({ ...lists, projects: [] })),
        projectId,
      );
}

function describeOptions(sources: Sources): DescribeOptions {
  const { language } = sources;
  return {
    language,
    describeFailure: (failure, { project, credentialId }) => {
      const credential = credentialOf(credentialId, sources);
      return credential === undefined
        ? language.l10n.t('The credential was removed.')
        : reasonOf(failure, credentialNode(credential), language, project.id);
    },
  };
}

function orderOf({ health }: CheckedCluster): number {
  return ORDER.indexOf(stateOf(health));
}

function resultOf(checked: CheckedCluster, sources: Sources, options: DescribeOptions): object {
  const { project, health } = checked;
  const { last } = health;
  return {
    cluster: shownName(health.cluster.cluster.name),
    state: stateOf(health),
    findings: health.findings.map((finding) => cut(findingText(finding, checked, options), LONGEST_FINDING)),
    ...(health.bucket !== undefined && {
      exportBucketId: health.bucket._id,
      bucketName: shownName(health.bucket.bucketName),
    }),
    lastSuccess:
      last?.success !== undefined
        ? new Date(last.success).toISOString()
        : last === undefined
          ? 'not loaded'
          : last.isSuccessKnown
            ? 'none'
            : 'unknown',
    ...namesIn(project, sources),
  };
}

function namesIn({ project, credentialId }: ProjectExports, sources: Sources): Names {
  const credential = credentialOf(credentialId, sources);
  return credential === undefined ? {} : namesOf(sources, credentialNode(credential), project);
}

function credentialOf(credentialId: string, { credentials }: Sources): Credential | undefined {
  return credentials().find(({ id }) => id === credentialId);
}
