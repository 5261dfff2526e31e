import { setMaxListeners } from 'node:events';
import { throwIfAborted } from '../atlas/abort';
import type { AtlasClient } from '../atlas/client';
import { meaningOf, type ErrorMeaning } from '../atlas/errorCodes';
import { ApiError, isAbort } from '../atlas/errors';
import { PagedList } from '../atlas/pagedList';
import type { RequestPriority } from '../atlas/requests';
import { isGone } from '../exports/health/absence';
import type { ClusterUsage, JobsFinding, ScheduleFinding, Usage } from './usageFindings';

export interface UsageOptions {
  readonly client: Pick<AtlasClient, 'listClusters' | 'getBackupSchedule' | 'listExportJobs'>;
  readonly projectId: string;
  readonly exportBucketId: string;
  readonly signal: AbortSignal;
  /** Called with the partial result after each response. */
  readonly onProgress: (usage: Usage) => void;
}

const MAX_ROWS = 500;

/**
 * Finds the clusters that use an export bucket. Loads the project's clusters, their backup schedules, and the first page
 * of each cluster's export jobs. The schedules and jobs (up to two requests per cluster) are loaded in the background, so
 * that they don't delay interactive requests.
 * @throws AtlasError if the clusters can't be listed, or the AbortError of the signal
 */
export async function findUsage(options: UsageOptions): Promise<Usage> {
  return new UsageSearch(options).run();
}

class UsageSearch {
  readonly #clusters = new Map<string, ClusterUsage>();
  readonly #waits = new Map<object, number>();
  #unreadableClusters = 0;
  #completedRequests = 0;
  #inFlight = 0;

  constructor(private readonly options: UsageOptions) {}

  async run(): Promise<Usage> {
    // Every request adds a listener to this signal, which Node would report as a leak.
    setMaxListeners(Infinity, this.options.signal);
    await this.#listClusters();
    this.options.onProgress(this.#usage());
    await Promise.all(this.#pendingSchedules().map(({ cluster }) => this.#loadSchedule(cluster)));
    await this.#loadAllJobs();
    return { ...this.#usage(), complete: true };
  }

  async #listClusters(): Promise<void> {
    const { client, projectId, signal } = this.options;
    const list = new PagedList({
      fetchPage: (pageNum) => client.listClusters(projectId, { pageNum, itemsPerPage: MAX_ROWS, signal }),
      idOf: ({ name }) => name,
    });
    for await (const { name, backupEnabled } of list) {
      this.#put(name, {
        schedule: backupEnabled === false ? { kind: 'noBackup', reason: 'off' } : { kind: 'unknown' },
      });
    }
    this.#unreadableClusters = list.unreadable;
    this.#completedRequests = list.pagesLoaded;
  }

  async #loadSchedule(cluster: string): Promise<void> {
    const { client, projectId, exportBucketId, signal } = this.options;
    const schedule = await this.#request<ScheduleFinding>(
      async (priority) => {
        const read = await client.getBackupSchedule(projectId, cluster, { signal, priority });
        return read.export?.exportBucketId === exportBucketId
          ? { kind: 'here', active: read.autoExportEnabled, frequency: read.export.frequencyType }
          : { kind: 'elsewhere' };
      },
      (failure, meaning) =>
        meaning === 'none'
          ? { kind: 'noBackup', reason: isGone(failure) ? 'gone' : 'noSchedule' }
          : { kind: 'failed', failure },
    );
    this.#put(cluster, { schedule });
  }

  /** Loads jobs one cluster at a time until a response shows whether the role allows it, then the rest in parallel. */
  async #loadAllJobs(): Promise<void> {
    for (const { cluster } of this.#pendingJobs()) {
      const { kind } = await this.#loadJobs(cluster);
      if (kind === 'forbidden') {
        return;
      }
      if (kind !== 'none') {
        break;
      }
    }
    await Promise.all(this.#pendingJobs().map(({ cluster }) => this.#loadJobs(cluster)));
  }

  async #loadJobs(cluster: string): Promise<JobsFinding> {
    const { client, projectId, exportBucketId, signal } = this.options;
    const jobs = await this.#request<JobsFinding>(
      async (priority) => {
        const page = await client.listExportJobs(projectId, cluster, { itemsPerPage: MAX_ROWS, signal, priority });
        const here = page.items.filter((job) => job.exportBucketId === exportBucketId);
        return { kind: 'read', here: { items: here, unreadable: page.unreadable, isComplete: !page.mayContinue } };
      },
      (failure, meaning) =>
        meaning === 'role'
          ? { kind: 'forbidden' }
          : meaning === 'none'
            ? { kind: 'none' }
            : { kind: 'failed', failure },
    );
    this.#put(cluster, { jobs });
    return jobs;
  }

  /** Sends a background request, and reports when a rate limit delays it. */
  async #request<T>(
    send: (priority: RequestPriority) => Promise<T>,
    onFailure: (failure: unknown, meaning: ErrorMeaning | undefined) => T,
  ): Promise<T> {
    const wait = {};
    const onWait = (until: number | undefined): void => {
      if (until === undefined) {
        this.#waits.delete(wait);
      } else {
        this.#waits.set(wait, until);
      }
      this.options.onProgress(this.#usage());
    };
    throwIfAborted(this.options.signal);
    this.#inFlight += 1;
    try {
      return await send({ isBackground: true, onWait });
    } catch (failure) {
      if (isAbort(failure)) {
        throw failure;
      }
      return onFailure(failure, failure instanceof ApiError ? meaningOf(failure) : undefined);
    } finally {
      this.#inFlight -= 1;
      this.#waits.delete(wait);
    }
  }

  #put(cluster: string, found: Partial<ClusterUsage>): void {
    const known = this.#clusters.get(cluster);
    const unknown = { kind: 'unknown' } as const;
    this.#clusters.set(cluster, { cluster, schedule: unknown, jobs: unknown, ...known, ...found });
    if (known !== undefined) {
      this.#completedRequests += 1;
      this.options.onProgress(this.#usage());
    }
  }

  #pendingSchedules(): ClusterUsage[] {
    return [...this.#clusters.values()].filter(({ schedule }) => schedule.kind === 'unknown');
  }

  /** Returns the clusters whose jobs haven't been loaded, except for those without backups. */
  #pendingJobs(): ClusterUsage[] {
    return [...this.#clusters.values()].filter(
      ({ schedule, jobs }) =>
        jobs.kind === 'unknown' && !(schedule.kind === 'noBackup' && schedule.reason !== 'noSchedule'),
    );
  }

  #isForbidden(): boolean {
    return [...this.#clusters.values()].some(({ jobs }) => jobs.kind === 'forbidden');
  }

  #usage(): Usage {
    const clusters = [...this.#clusters.values()];
    const jobs = clusters.flatMap(({ cluster, jobs: found }) =>
      found.kind === 'read' ? found.here.items.map((job) => ({ cluster, job })) : [],
    );
    const left = this.#isForbidden() ? 0 : this.#pendingJobs().length;
    return {
      clusters,
      unreadableClusters: this.#unreadableClusters,
      jobs: jobs.sort((a, b) => compareTexts(b.job.createdAt, a.job.createdAt)),
      jobsForbidden: this.#isForbidden(),
      completedRequests: this.#completedRequests,
      expectedRequests: this.#completedRequests + this.#pendingSchedules().length + left,
      waitingUntil:
        this.#waits.size > 0 && this.#waits.size >= this.#inFlight ? Math.min(...this.#waits.values()) : undefined,
      complete: false,
    };
  }
}

function compareTexts(a = '', b = ''): number {
  return a < b ? -1 : Number(a > b);
}
