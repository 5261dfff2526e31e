import { setMaxListeners } from 'node:events';
import { throwIfAborted } from '../atlas/abort';
import type { AtlasClient } from '../atlas/client';
import { meaningOf, type ErrorMeaning } from '../atlas/errorCodes';
import { ApiError, isAbort } from '../atlas/errors';
import { PagedList } from '../atlas/pagedList';
import type { RequestPriority } from '../atlas/requests';
import type { ClusterUsage, JobsFinding, ScheduleFinding, Usage } from './usageFindings';

export interface UsageOptions {
  readonly client: Pick<AtlasClient, 'listClusters' | 'getBackupSchedule' | 'listExportJobs'>;
  readonly projectId: string;
  readonly exportBucketId: string;
  readonly signal: AbortSignal;
  /** Called with what is known, whenever more is. */
  readonly onProgress: (usage: Usage) => void;
}

const MOST_ROWS = 500;

/** Codes for a cluster that was deleted, or moved to a tier that can't export, since it was listed. */
const GONE = new Set([
  'CLUSTER_NOT_FOUND',
  'CLUSTER_NAME_NOT_FOUND',
  'CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API',
  'CANNOT_USE_SERVERLESS_INSTANCE_IN_CLUSTER_API',
]);

/**
 * Finds out who uses an export bucket: the project's clusters, the backup schedule of each, and then the first page of
 * each one's export jobs. The list of clusters is requested like any click; what follows, up to two requests for each
 * cluster, is sent in the background, so that other clicks don't wait for it.
 * @throws AtlasError when the clusters cannot be listed, or the AbortError of the signal
 */
export async function findUsage(options: UsageOptions): Promise<Usage> {
  return new UsageSearch(options).run();
}

class UsageSearch {
  readonly #clusters = new Map<string, ClusterUsage>();
  readonly #waits = new Map<object, number>();
  #unreadableClusters = 0;
  #answered = 0;
  #underWay = 0;

  constructor(private readonly options: UsageOptions) {}

  async run(): Promise<Usage> {
    // Every request listens to the same signal, which is no leak.
    setMaxListeners(Infinity, this.options.signal);
    await this.#listClusters();
    this.options.onProgress(this.#known());
    await Promise.all(this.#withoutSchedule().map(({ cluster }) => this.#readSchedule(cluster)));
    await this.#readAllJobs();
    return { ...this.#known(), complete: true };
  }

  async #listClusters(): Promise<void> {
    const { client, projectId, signal } = this.options;
    const list = new PagedList({
      fetchPage: (pageNum) => client.listClusters(projectId, { pageNum, itemsPerPage: MOST_ROWS, signal }),
      idOf: ({ name }) => name,
    });
    for await (const { name, backupEnabled } of list) {
      this.#put(name, {
        schedule: backupEnabled === false ? { kind: 'noBackup', because: 'off' } : { kind: 'unknown' },
      });
    }
    this.#unreadableClusters = list.unreadable;
    this.#answered = list.pagesLoaded;
  }

  async #readSchedule(cluster: string): Promise<void> {
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
          ? { kind: 'noBackup', because: isGone(failure) ? 'gone' : 'noSchedule' }
          : { kind: 'failed', failure },
    );
    this.#put(cluster, { schedule });
  }

  /** Requests the jobs of one cluster after the other until one response tells whether the role allows it. */
  async #readAllJobs(): Promise<void> {
    for (const { cluster } of this.#withoutJobs()) {
      const { kind } = await this.#readJobs(cluster);
      if (kind === 'forbidden') {
        return;
      }
      if (kind !== 'none') {
        break;
      }
    }
    await Promise.all(this.#withoutJobs().map(({ cluster }) => this.#readJobs(cluster)));
  }

  async #readJobs(cluster: string): Promise<JobsFinding> {
    const { client, projectId, exportBucketId, signal } = this.options;
    const jobs = await this.#request<JobsFinding>(
      async (priority) => {
        const page = await client.listExportJobs(projectId, cluster, { itemsPerPage: MOST_ROWS, signal, priority });
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

  /** Sends a request in the background, and reports when it is held back and when it is done. */
  async #request<T>(
    send: (priority: RequestPriority) => Promise<T>,
    refused: (failure: unknown, meaning: ErrorMeaning | undefined) => T,
  ): Promise<T> {
    const wait = {};
    const onWait = (until: number | undefined): void => {
      if (until === undefined) {
        this.#waits.delete(wait);
      } else {
        this.#waits.set(wait, until);
      }
      this.options.onProgress(this.#known());
    };
    throwIfAborted(this.options.signal);
    this.#underWay += 1;
    try {
      return await send({ isBackground: true, onWait });
    } catch (failure) {
      if (isAbort(failure)) {
        throw failure;
      }
      return refused(failure, failure instanceof ApiError ? meaningOf(failure) : undefined);
    } finally {
      this.#underWay -= 1;
      this.#waits.delete(wait);
    }
  }

  #put(cluster: string, found: Partial<ClusterUsage>): void {
    const known = this.#clusters.get(cluster);
    const unknown = { kind: 'unknown' } as const;
    this.#clusters.set(cluster, { cluster, schedule: unknown, jobs: unknown, ...known, ...found });
    if (known !== undefined) {
      this.#answered += 1;
      this.options.onProgress(this.#known());
    }
  }

  #withoutSchedule(): ClusterUsage[] {
    return [...this.#clusters.values()].filter(({ schedule }) => schedule.kind === 'unknown');
  }

  /** The clusters whose jobs are still to be requested: all but those that have no backups. */
  #withoutJobs(): ClusterUsage[] {
    return [...this.#clusters.values()].filter(
      ({ schedule, jobs }) =>
        jobs.kind === 'unknown' && !(schedule.kind === 'noBackup' && schedule.because !== 'noSchedule'),
    );
  }

  #isForbidden(): boolean {
    return [...this.#clusters.values()].some(({ jobs }) => jobs.kind === 'forbidden');
  }

  #known(): Usage {
    const clusters = [...this.#clusters.values()];
    const jobs = clusters.flatMap(({ cluster, jobs: found }) =>
      found.kind === 'read' ? found.here.items.map((job) => ({ cluster, job })) : [],
    );
    const left = this.#isForbidden() ? 0 : this.#withoutJobs().length;
    return {
      clusters,
      unreadableClusters: this.#unreadableClusters,
      jobs: jobs.sort((a, b) => compareTexts(b.job.createdAt, a.job.createdAt)),
      jobsForbidden: this.#isForbidden(),
      answered: this.#answered,
      expected: this.#answered + this.#withoutSchedule().length + left,
      waitingUntil:
        this.#waits.size > 0 && this.#waits.size >= this.#underWay ? Math.min(...this.#waits.values()) : undefined,
      complete: false,
    };
  }
}

function isGone(failure: unknown): boolean {
  return failure instanceof ApiError && GONE.has(failure.errorCode ?? '');
}

function compareTexts(a = '', b = ''): number {
  return a < b ? -1 : Number(a > b);
}
