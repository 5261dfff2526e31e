import type { AtlasClient } from '../../atlas/client';
import { isAbort } from '../../atlas/errors';
import { findUsage } from '../../details/usage';
import {
  isNewestKnown,
  jobsProblems,
  newestResult,
  stateOf,
  usageVerdicts,
  type ClusterUsage,
  type Usage,
} from '../../details/usageFindings';
import type { JobResult } from '../../exports/health/lastExport';
import { ProjectResponses } from '../../exports/health/projectResponses';
import type { HealthClient } from '../../exports/health/projectToCheck';
import type { ExportBucketNode } from '../../model/nodes';
import { shownName } from '../../text/invisible';
import { number } from '../../text/language';
import { namesOf } from './names';
import { notRead, reasonOf, shown, type NotRead } from './notRead';
import type { Sources } from './sources';

interface UseFacts {
  readonly facts: object;
  /** The clusters that use the export bucket. */
  readonly clusters: readonly object[];
  readonly missing: readonly NotRead[];
}

const UNKNOWN = { hasClusters: 'unknown', exportsHere: 'unknown', jobsHere: 'unknown' };

/** The use, if the input doesn't say that it should be requested. */
export const NO_USE: UseFacts = { facts: { state: 'not loaded', ...UNKNOWN }, clusters: [], missing: [] };

/**
 * Requests the clusters of the project, their backup schedules and their export jobs in the background.
 * @throws the AbortError of `signal`
 */
export async function readUse(node: ExportBucketNode, sources: Sources, signal: AbortSignal): Promise<UseFacts> {
  const { bucket, parent: project } = node;
  const { language } = sources;
  const { l10n } = language;
  try {
    const client = inBackground(await sources.clientOf(project.parent.credential));
    const usage = await findUsage({
      client,
      project: project.project,
      credential: project.parent.credential,
      // An agent gets the current state, whatever other checks have loaded.
      responses: new ProjectResponses(),
      exportBucketId: bucket._id,
      signal,
      onProgress: () => undefined,
    });
    const missing = gapsOf(usage, node, sources);
    return {
      facts: { state: usage.complete && missing.length === 0 ? 'loaded' : 'partly loaded', ...usageVerdicts(usage) },
      clusters: usage.clusters.flatMap((cluster) => clusterOf(cluster, sources.now())),
      missing,
    };
  } catch (error) {
    if (isAbort(error) && signal.aborted) {
      throw error;
    }
    const reason = reasonOf(error, project.parent, language, project.project.id);
    const names = namesOf(sources, project.parent, project.project);
    return { ...NO_USE, missing: [notRead(l10n.t('The clusters of the project'), reason, names)] };
  }
}

/** Returns a cluster if it uses the export bucket, or may use it. */
function clusterOf({ cluster, schedule, jobs }: ClusterUsage, now: number): object[] {
  const last = newestResult(jobs, now);
  if (schedule.kind !== 'here' && last === undefined) {
    return [];
  }
  return [
    {
      cluster: shownName(cluster),
      autoExport:
        schedule.kind === 'failed' || schedule.kind === 'unknown'
          ? 'not loaded'
          : schedule.kind !== 'here'
            ? 'not to this bucket'
            : schedule.active === undefined
              ? 'not reported'
              : schedule.active
                ? 'on'
                : 'off',
      ...(schedule.kind === 'here' && { frequency: shown(schedule.frequency) }),
      ...(last !== undefined && lastJobOf(last, isNewestKnown(jobs, now))),
    },
  ];
}

/**
 * Returns the newest export job of a cluster.
 * @param isKnown whether no other job can be newer
 */
function lastJobOf(last: JobResult, isKnown: boolean): object {
  const job = { state: shown(stateOf(last)), createdAt: shown(last.job.createdAt) };
  return isKnown ? { lastJob: job } : { lastJob: { state: 'not loaded' }, lastLoadedJob: job };
}

/** Returns what prevents conclusions about the use. */
function gapsOf(usage: Usage, { parent }: ExportBucketNode, sources: Sources): NotRead[] {
  const { language } = sources;
  const { l10n } = language;
  const why = (failure: unknown): string => reasonOf(failure, parent.parent, language, parent.project.id);
  const { failed, unreadable } = jobsProblems(usage);
  const scheduleOf = (cluster: string): string => l10n.t('The backup schedule of the cluster {0}', shownName(cluster));
  const jobsOf = (cluster: string): string => l10n.t('The export jobs of the cluster {0}', shownName(cluster));
  return [
    ...(usage.unreadableClusters > 0
      ? [
          notRead(
            l10n.t('Clusters of the project'),
            l10n.t('Atlas returned some in an unsupported format: {0}.', number(language, usage.unreadableClusters)),
          ),
        ]
      : []),
    ...usage.clusters.flatMap(({ cluster, schedule }) =>
      schedule.kind === 'failed'
        ? [notRead(scheduleOf(cluster), why(schedule.failure))]
        : schedule.kind === 'here' && schedule.active === undefined
          ? [notRead(scheduleOf(cluster), l10n.t('Can’t tell whether auto-export is on.'))]
          : [],
    ),
    ...(usage.jobsForbidden
      ? [notRead(l10n.t('Export jobs'), l10n.t('Requires the Project Backup Manager role.'))]
      : []),
    ...failed.map(({ cluster, failure }) => notRead(jobsOf(cluster), why(failure))),
    ...unreadable.map(({ cluster }) =>
      notRead(jobsOf(cluster), l10n.t('Atlas returned some in an unsupported format.')),
    ),
  ];
}

/** Returns a client that lists clusters in the background. `findUsage` sends the other requests so already. */
function inBackground(client: AtlasClient): HealthClient {
  return {
    listClusters: (projectId, request) =>
      client.listClusters(projectId, { ...request, priority: { isBackground: true } }),
    getBackupSchedule: (...request) => client.getBackupSchedule(...request),
    listExportJobs: (...request) => client.listExportJobs(...request),
    listExportBuckets: (...request) => client.listExportBuckets(...request),
    listCloudProviderAccess: (...request) => client.listCloudProviderAccess(...request),
    listExportEvents: (...request) => client.listExportEvents(...request),
    listAlertConfigs: (...request) => client.listAlertConfigs(...request),
  };
}
