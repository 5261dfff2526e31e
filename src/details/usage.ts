import { throwIfAborted } from '../atlas/abort';
import { mayHaveJobs, type ClusterExports } from '../exports/health/projectExports';
import type { ProjectToCheck } from '../exports/health/projectToCheck';
import { readHealth, type HealthProgress } from '../exports/health/readHealth';
import type { ClusterUsage, ScheduleFinding, Usage } from './usageFindings';

export interface UsageOptions extends ProjectToCheck {
  readonly exportBucketId: string;
  readonly signal: AbortSignal;
  /** Called with the partial result after each response. */
  readonly onProgress: (usage: Usage) => void;
}

/**
 * Finds the clusters that use an export bucket. Loads what is missing of the project's clusters, their backup schedules
 * and their export jobs. The schedules and jobs are loaded in the background, so that they don't delay interactive
 * requests.
 * @throws AtlasError if the clusters can't be listed, or the AbortError of the signal
 */
export async function findUsage({ exportBucketId, signal, onProgress, ...options }: UsageOptions): Promise<Usage> {
  // The tree may have loaded the number of clusters long ago.
  const target = { ...options, project: { ...options.project, clusterCount: undefined } };
  const usage = (progress: HealthProgress): Usage => usageIn(progress, target, exportBucketId);
  const found = await readHealth([target], {
    signal,
    now: Date.now(),
    needs: 'usage',
    onProgress: (progress) => {
      onProgress({ ...usage(progress()), complete: false });
    },
  });
  throwIfAborted(signal);
  const { latest } = target.responses.clusters;
  if (latest.kind === 'failed' || latest.kind === 'forbidden') {
    throw latest.failure;
  }
  return usage(found);
}

/** Returns what the loaded responses say about the use of an export bucket, without a request. */
export function loadedUsage(target: Omit<ProjectToCheck, 'client'>, exportBucketId: string): Usage {
  return usageIn({ done: 0, of: 0, waitingUntil: undefined }, target, exportBucketId);
}

function usageIn(
  { done, of, waitingUntil }: Pick<HealthProgress, 'done' | 'of' | 'waitingUntil'>,
  { responses, ...subject }: Omit<ProjectToCheck, 'client'>,
  exportBucketId: string,
): Usage {
  const listed = responses.exports(subject).clusters;
  const isListed = listed.kind === 'loaded';
  const all = listed.kind === 'loaded' ? listed.value : { items: [], unreadable: 0 };
  const clusters = all.items.map((cluster) => clusterUsage(cluster, exportBucketId));
  const jobs = clusters.flatMap(({ cluster, jobs: found }) =>
    found.kind === 'loaded' ? found.value.items.map((job) => ({ cluster, job })) : [],
  );
  return {
    clusters,
    unreadableClusters: all.unreadable,
    jobs: jobs.sort((a, b) => compareTexts(b.job.createdAt, a.job.createdAt)),
    jobsForbidden: clusters.some(({ jobs: { kind } }) => kind === 'forbidden'),
    done,
    of,
    waitingUntil,
    isListed,
    complete: isListed && !all.items.some(isPending),
    readAt: responses.readAt,
  };
}

function isPending(cluster: ClusterExports): boolean {
  return cluster.schedule.kind === 'pending' || (mayHaveJobs(cluster) && cluster.jobs.kind === 'pending');
}

function clusterUsage({ cluster: { name }, schedule, jobs }: ClusterExports, exportBucketId: string): ClusterUsage {
  return {
    cluster: name,
    schedule: scheduleFinding(schedule, exportBucketId),
    jobs: jobsTo(exportBucketId, jobs),
  };
}

function scheduleFinding(schedule: ClusterExports['schedule'], exportBucketId: string): ScheduleFinding {
  switch (schedule.kind) {
    case 'pending':
      return { kind: 'unknown' };
    case 'forbidden':
    case 'failed':
      return { kind: 'failed', failure: schedule.failure };
    case 'loaded': {
      const { value } = schedule;
      if (typeof value === 'string') {
        return { kind: 'noBackup', reason: value };
      }
      return value.export?.exportBucketId === exportBucketId
        ? { kind: 'here', active: value.autoExportEnabled, frequency: value.export.frequencyType }
        : { kind: 'elsewhere' };
    }
  }
}

function jobsTo(exportBucketId: string, jobs: ClusterExports['jobs']): ClusterUsage['jobs'] {
  if (jobs.kind !== 'loaded') {
    return jobs;
  }
  const items = jobs.value.items.filter((job) => job.exportBucketId === exportBucketId);
  return { kind: 'loaded', value: { ...jobs.value, items } };
}

function compareTexts(a = '', b = ''): number {
  return a < b ? -1 : Number(a > b);
}
