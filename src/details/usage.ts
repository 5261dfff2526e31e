import { throwIfAborted } from '../atlas/abort';
import type { LoadedItems } from '../atlas/loadedItems';
import type { ExportJob } from '../atlas/backups';
import { mayHaveJobs, type ClusterExports, type Known, type ProjectExports } from '../exports/health/projectExports';
import type { ProjectToCheck } from '../exports/health/projectToCheck';
import { readHealth, type HealthProgress } from '../exports/health/readHealth';
import type { ClusterUsage, JobsFinding, ScheduleFinding, Usage } from './usageFindings';

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
  const result = usage(found);
  return { ...result, complete: result.isListed };
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
  const project: ProjectExports = responses.exports(subject);
  const isListed = project.clusters.kind === 'loaded';
  const all = project.clusters.kind === 'loaded' ? project.clusters.value : { items: [], unreadable: 0 };
  const clusters = all.items.map((cluster) => clusterUsage(cluster, exportBucketId));
  const jobs = clusters.flatMap(({ cluster, jobs: found }) =>
    found.kind === 'read' ? found.here.items.map((job) => ({ cluster, job })) : [],
  );
  return {
    clusters,
    unreadableClusters: all.unreadable,
    jobs: jobs.sort((a, b) => compareTexts(b.job.createdAt, a.job.createdAt)),
    jobsForbidden: clusters.some(({ jobs: { kind } }) => kind === 'forbidden'),
    completedRequests: done,
    expectedRequests: of,
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
    jobs: jobsFinding(jobs, exportBucketId),
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

function jobsFinding(jobs: Known<LoadedItems<ExportJob>>, exportBucketId: string): JobsFinding {
  switch (jobs.kind) {
    case 'pending':
      return { kind: 'unknown' };
    case 'forbidden':
      return { kind: 'forbidden' };
    case 'failed':
      return jobs;
    case 'loaded': {
      const here = jobs.value.items.filter((job) => job.exportBucketId === exportBucketId);
      return { kind: 'read', here: { ...jobs.value, items: here } };
    }
  }
}

function compareTexts(a = '', b = ''): number {
  return a < b ? -1 : Number(a > b);
}
