import PQueue from 'p-queue';
import { isMissingRole } from '../atlas/apiError';
import type { ExportJob } from '../atlas/backups';
import type { AtlasClient } from '../atlas/client';
import { ApiError, isAbort } from '../atlas/errors';
import { PagedList } from '../atlas/pagedList';

/** What a cluster's backup schedule says of one export bucket. */
type ScheduleFinding =
  /** Nobody has asked yet. */
  | { readonly kind: 'unknown' }
  /** Cloud Backup is off, so there is no schedule. */
  | { readonly kind: 'noBackup' }
  /** It exports to no bucket, or to another one. */
  | { readonly kind: 'elsewhere' }
  /** It names the bucket; `active` when it exports by itself. */
  | { readonly kind: 'here'; readonly active: boolean; readonly frequency: string | undefined }
  | { readonly kind: 'failed'; readonly failure: unknown };

export interface ClusterUsage {
  readonly cluster: string;
  readonly schedule: ScheduleFinding;
}

interface ClusterJob {
  readonly cluster: string;
  readonly job: ExportJob;
}

/** Who uses one export bucket, as far as is known. */
export interface Usage {
  readonly clusters: readonly ClusterUsage[];
  /** Export jobs that went to the bucket, newest first. */
  readonly jobs: readonly ClusterJob[];
  /** Whether the key lacks the role that it takes to see export jobs. */
  readonly jobsForbidden: boolean;
  /** Clusters whose jobs could not be read for another reason. */
  readonly jobsFailed: readonly string[];
  /** Clusters that have more jobs than were looked at. */
  readonly jobsCut: readonly string[];
  /** Requests that were answered, and those that will be sent in all, as far as is known. */
  readonly answered: number;
  readonly expected: number;
  readonly complete: boolean;
}

export interface UsageOptions {
  readonly client: Pick<AtlasClient, 'listClusters' | 'getBackupSchedule' | 'listExportJobs'>;
  readonly projectId: string;
  readonly exportBucketId: string;
  readonly signal: AbortSignal;
  /** Called with what is known, whenever more is. */
  readonly onProgress: (usage: Usage) => void;
}

const MOST_IN_FLIGHT = 4;
const MOST_ROWS = 500;

/**
 * Finds out who uses an export bucket: the project's clusters, the backup schedule of each, and then the first page of
 * each one's export jobs. At most four requests are under way.
 * @throws AtlasError when the clusters cannot be listed, or the AbortError of the signal
 */
export async function findUsage(options: UsageOptions): Promise<Usage> {
  return new UsageSearch(options).run();
}

class UsageSearch {
  readonly #queue = new PQueue({ concurrency: MOST_IN_FLIGHT });
  readonly #schedules = new Map<string, ScheduleFinding>();
  readonly #jobs: ClusterJob[] = [];
  readonly #jobsFailed: string[] = [];
  readonly #jobsCut: string[] = [];
  #jobsForbidden = false;
  #answered = 0;
  #expected = 1;

  constructor(private readonly options: UsageOptions) {}

  async run(): Promise<Usage> {
    await this.#listClusters();
    const clusters = [...this.#schedules].flatMap(([cluster, { kind }]) => (kind === 'unknown' ? [cluster] : []));
    this.#expected = this.#answered + clusters.length * 2;
    this.options.onProgress(this.#known());

    await this.#forEach(clusters, (cluster) => this.#readSchedule(cluster));
    // A key that may not see one cluster's jobs may see none, which one request tells.
    await this.#forEach(clusters.slice(0, 1), (cluster) => this.#readJobs(cluster));
    if (!this.#jobsForbidden) {
      await this.#forEach(clusters.slice(1), (cluster) => this.#readJobs(cluster));
    }
    return { ...this.#known(), complete: true };
  }

  async #listClusters(): Promise<void> {
    const { client, projectId, signal } = this.options;
    const list = new PagedList({
      fetchPage: (pageNum) => client.listClusters(projectId, { pageNum, itemsPerPage: MOST_ROWS, signal }),
      idOf: ({ name }) => name,
    });
    for await (const { name, backupEnabled } of list) {
      this.#schedules.set(name, { kind: backupEnabled === false ? 'noBackup' : 'unknown' });
    }
    this.#answered = list.pagesLoaded;
  }

  /** Asks about each cluster. */
  async #forEach(clusters: readonly string[], ask: (cluster: string) => Promise<void>): Promise<void> {
    await this.#queue.addAll(
      clusters.map((cluster) => async () => {
        this.options.signal.throwIfAborted();
        await ask(cluster);
        this.#answered += 1;
        this.options.onProgress(this.#known());
      }),
    );
  }

  async #readSchedule(cluster: string): Promise<void> {
    const { client, projectId, exportBucketId, signal } = this.options;
    try {
      const { export: target, autoExportEnabled } = await client.getBackupSchedule(projectId, cluster, { signal });
      this.#schedules.set(
        cluster,
        target?.exportBucketId === exportBucketId
          ? { kind: 'here', active: autoExportEnabled === true, frequency: target.frequencyType }
          : { kind: 'elsewhere' },
      );
    } catch (failure) {
      throwIfAbort(failure);
      this.#schedules.set(cluster, { kind: 'failed', failure });
    }
  }

  async #readJobs(cluster: string): Promise<void> {
    const { client, projectId, exportBucketId, signal } = this.options;
    try {
      const page = await client.listExportJobs(projectId, cluster, { itemsPerPage: MOST_ROWS, signal });
      const here = page.items.filter((job) => job.exportBucketId === exportBucketId);
      this.#jobs.push(...here.map((job) => ({ cluster, job })));
      if (page.mayContinue) {
        this.#jobsCut.push(cluster);
      }
    } catch (failure) {
      throwIfAbort(failure);
      if (lacksRoleForJobs(failure)) {
        this.#jobsForbidden = true;
      } else {
        this.#jobsFailed.push(cluster);
      }
    }
  }

  #known(): Usage {
    return {
      clusters: [...this.#schedules].map(([cluster, schedule]) => ({ cluster, schedule })),
      jobs: [...this.#jobs].sort((a, b) => compareTexts(b.job.createdAt, a.job.createdAt)),
      jobsForbidden: this.#jobsForbidden,
      jobsFailed: [...this.#jobsFailed],
      jobsCut: [...this.#jobsCut],
      answered: this.#answered,
      expected: this.#expected,
      complete: false,
    };
  }
}

function throwIfAbort(failure: unknown): void {
  if (isAbort(failure)) {
    throw failure;
  }
}

function lacksRoleForJobs(failure: unknown): boolean {
  return (
    isMissingRole(failure) ||
    (failure instanceof ApiError && failure.status === 403 && failure.errorCode?.includes('ACCESS_LIST') !== true)
  );
}

function compareTexts(a = '', b = ''): number {
  return a < b ? -1 : Number(a > b);
}
