import { throwIfAborted } from '../../atlas/abort';
import { roleIdOf } from '../../atlas/models';
import type { ExportBucketNode } from '../../model/nodes';
import type { RememberedCandidate } from '../../find/rememberedCandidates';
import { shortId } from '../../text/wording';
import { consequences, requestsForMissing, requestsForProjects, requestsWith, scopeText, sumOf } from './confirmation';
import type { Requests } from './confirmation';
import { namesOf } from './names';
import { missingIn, oldest, rememberedAt, shown, type NotRead } from './notRead';
import { requestBucket } from './requestBucket';
import { readRole, NO_ROLE } from './roleFacts';
import { knownLists, knownProjects, rememberedBuckets, type Sources } from './sources';
import type { AgentTool } from './tool';
import { DescribeInput, readInput } from './toolInput';
import { toolResult } from './toolResult';
import { readUse, NO_USE } from './useFacts';

/** Clusters of a project whose number isn't known, for the number of requests. */
const USUAL_CLUSTERS = 3;

/** Describes one export bucket, and if the input says so, its role and the clusters that use it. */
export const describeBucket: AgentTool = {
  confirm: (input, sources) => {
    const { l10n } = sources.language;
    const read = readInput(DescribeInput, input, l10n);
    return {
      lines: [
        l10n.t('Describe the export bucket {0}.', shortId(read.exportBucketId)),
        ...(read.role ? [l10n.t('Check whether its role works.')] : []),
        ...(read.usedBy ? [l10n.t('Find the clusters that export to it.')] : []),
        scopeText(sources, read.projectId),
        ...consequences(requestsOf(read, sources), sources.language),
      ],
    };
  },
  run: async (input, sources, signal) => {
    const read = readInput(DescribeInput, input, sources.language.l10n);
    const { exportBucketId, projectId } = read;
    const loaded = loadedBucket(sources, read);
    const requested =
      loaded === undefined && read.readMissing
        ? await requestBucket(exportBucketId, projectId, sources, signal)
        : undefined;
    throwIfAborted(signal);
    const node = loaded ?? requested?.node;
    if (node === undefined) {
      const [remembered] = (await rememberedBuckets(sources, projectId)).filter(({ id }) => id === exportBucketId);
      return notFound(
        remembered,
        requested?.missing ?? missingIn(sources, knownLists(sources, projectId), projectId),
        read,
        sources,
      );
    }
    const role = read.role ? await readRole(node, sources, signal) : NO_ROLE;
    const use = read.usedBy ? await readUse(node, sources, signal) : NO_USE;
    throwIfAborted(signal);
    const left = [...(read.role ? [] : ['role: true']), ...(read.usedBy ? [] : ['usedBy: true'])];
    return toolResult({
      facts: { found: 'yes', exportBucket: factsOf(node, sources), role: role.facts, usedBy: use.facts },
      asOf: loaded === undefined ? sources.now() : listTime(node, sources),
      results: use.clusters,
      notRead: [...role.missing, ...use.missing],
      nextStep: left.length === 0 ? undefined : `For what is not known, call again with ${left.join(' and ')}.`,
    });
  },
};

function notFound(
  remembered: RememberedCandidate | undefined,
  missing: readonly NotRead[],
  { readMissing, projectId }: DescribeInput,
  sources: Sources,
): string {
  const known = knownLists(sources, projectId);
  return toolResult({
    facts: {
      found: missing.length === 0 ? 'no' : 'unknown',
      ...(remembered !== undefined &&
        missing.length > 0 && {
          exportBucket: { ...factsOf(remembered.node, sources), ...rememberedAt(remembered) },
          role: NO_ROLE.facts,
          usedBy: NO_USE.facts,
        }),
    },
    asOf: oldest(known.flatMap(({ projects, list }) => [...projects.map((project) => project.list), list])),
    results: [],
    notRead: missing,
    nextStep:
      missing.length === 0 || readMissing
        ? undefined
        : 'It may exist. To request it, call again with readMissing: true, if possible with a projectId.',
  });
}

function factsOf({ bucket, parent }: ExportBucketNode, sources: Sources): object {
  const { _id, bucketName, cloudProvider, region, requirePrivateNetworking, serviceUrl, tenantId } = bucket;
  return {
    exportBucketId: _id,
    bucketName: shown(bucketName),
    cloudProvider: shown(cloudProvider),
    region: shown(region),
    roleId: shown(roleIdOf(bucket)),
    requirePrivateNetworking,
    serviceUrl: shown(serviceUrl),
    tenantId: shown(tenantId),
    ...namesOf(sources, parent.parent, parent.project),
  };
}

/** Returns the row of an export bucket that is in memory. */
function loadedBucket(
  sources: Sources,
  { exportBucketId, projectId }: Pick<DescribeInput, 'exportBucketId' | 'projectId'>,
): ExportBucketNode | undefined {
  return knownLists(sources, projectId)
    .flatMap(({ projects }) => projects.flatMap(({ list }) => list?.rows() ?? []))
    .filter((row) => row.kind === 'exportBucket')
    .find(({ bucket }) => bucket._id === exportBucketId);
}

function listTime({ parent }: ExportBucketNode, sources: Sources): number | undefined {
  const found = knownProjects(sources, parent.project.id).find(({ node }) => node.id === parent.id);
  return found?.list?.pages.readAt;
}

/** Returns the requests that a description may take. */
function requestsOf(read: DescribeInput, sources: Sources): Requests {
  const loaded = loadedBucket(sources, read);
  if (loaded === undefined && !read.readMissing) {
    return sumOf([]);
  }
  const found = loaded === undefined ? requestsToFind(read, sources) : sumOf([]);
  const credentials = loaded === undefined ? sources.credentials() : [loaded.parent.parent.credential];
  const [credential] = credentials;
  const clusters = loaded?.parent.project.clusterCount;
  const details = (read.role ? 1 : 0) + (read.usedBy ? 1 + 2 * (clusters ?? USUAL_CLUSTERS) : 0);
  const ofDetails = credential === undefined ? sumOf([]) : requestsWith(credential, details, read.usedBy);
  return sumOf([found, ofDetails]);
}

function requestsToFind({ projectId }: DescribeInput, sources: Sources): Requests {
  if (projectId === undefined) {
    // Besides the lists, a project with this ID is requested with each credential.
    const projects = sources.credentials().map((credential) => requestsWith(credential, 1));
    return sumOf([requestsForMissing(sources, undefined), ...projects]);
  }
  const [known] = knownProjects(sources, projectId);
  return known === undefined
    ? { ...requestsForProjects(sources), mayBeMore: true }
    : requestsWith(known.node.parent.credential, 1);
}
