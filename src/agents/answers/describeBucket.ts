import { throwIfAborted } from '../../atlas/abort';
import { roleIdOf } from '../../atlas/models';
import type { RememberedCandidate } from '../../find/rememberedCandidates';
import type { ExportBucketNode } from '../../model/nodes';
import { shortId } from '../../text/wording';
import { consequences, scopeText } from './confirmation';
import { requestsToDescribe } from './describeRequests';
import { loadedBucket, type LoadedBucket } from './loadedBucket';
import { namesOf } from './names';
import { missingIn, notRead, oldest, reasonOf, rememberedAt, shown, type NotRead } from './notRead';
import { requestBucket } from './requestBucket';
import { readRole, NO_ROLE } from './roleFacts';
import { knownLists, rememberedBuckets, type Sources } from './sources';
import type { AgentTool } from './tool';
import { DescribeInput, readInput } from './toolInput';
import { toolResult } from './toolResult';
import { readUse, NO_USE } from './useFacts';

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
        ...consequences(requestsToDescribe(read, sources), sources.language),
      ],
    };
  },
  run: async (input, sources, signal) => {
    const read = readInput(DescribeInput, input, sources.language.l10n);
    const { exportBucketId, projectId } = read;
    const loaded = loadedBucket(sources, read);
    const requested =
      read.readMissing && loaded?.isOutdated !== false
        ? await requestBucket(exportBucketId, loaded?.node.parent.project.id ?? projectId, sources, signal)
        : undefined;
    throwIfAborted(signal);
    // Atlas may have said that a loaded export bucket no longer exists.
    const isGone = requested !== undefined && requested.node === undefined && requested.missing.length === 0;
    const node = requested?.node ?? (isGone ? undefined : loaded?.node);
    if (node === undefined) {
      const remembered = (await rememberedBuckets(sources, projectId)).find(({ id }) => id === exportBucketId);
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
    const left = [
      ...(loaded?.isOutdated === true && !read.readMissing ? ['readMissing: true'] : []),
      ...(read.role ? [] : ['role: true']),
      ...(read.usedBy ? [] : ['usedBy: true']),
    ];
    return toolResult({
      facts: { found: 'yes', exportBucket: factsOf(node, sources), role: role.facts, usedBy: use.facts },
      asOf: node === loaded?.node ? loaded.readAt : sources.now(),
      results: use.clusters,
      notRead: [
        ...(node === loaded?.node ? outdated(loaded, sources) : []),
        ...(requested?.missing ?? []),
        ...role.missing,
        ...use.missing,
      ],
      nextStep: left.length === 0 ? undefined : `To load the rest, call again with ${left.join(' and ')}.`,
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

/** Returns that a row may have changed since it was loaded, and why it was not loaded again. */
function outdated({ node, list, isOutdated }: LoadedBucket, sources: Sources): NotRead[] {
  const { language } = sources;
  const { parent: project } = node;
  const { refreshError } = list.pages;
  return isOutdated
    ? [
        notRead(
          language.l10n.t('The current state of the export bucket'),
          refreshError === undefined
            ? language.l10n.t('Out of date. Load it again.')
            : reasonOf(refreshError, project.parent, language, project.project.id),
          namesOf(sources, project.parent, project.project),
        ),
      ]
    : [];
}
