import type { BackupSchedule, ExportJob } from '../../atlas/backups';
import { meaningOf } from '../../atlas/errorCodes';
import { ApiError, isAbort } from '../../atlas/errors';
import type { Page } from '../../atlas/models';
import { PagedList } from '../../atlas/pagedList';
import type { Reading } from '../../atlas/reading';
import { MAX_PAGE_SIZE, type ListRequest, type RequestPriority } from '../../atlas/requests';
import { isGone, isNone } from './absence';
import {
  clustersOf,
  mayExport,
  PENDING,
  type ClusterExports,
  type Known,
  type NoSchedule,
  type ProjectExports,
} from './projectExports';
import type { ProjectToCheck, Send } from './projectToCheck';

/** The lists of a project that are only needed if a cluster exports: roles, events and alert configurations. */
const LISTS = 3;

interface ReaderOptions {
  readonly send: Send;
  /** The time of the oldest event to read. */
  readonly since: Date;
  /** Called when something was read. */
  readonly onChange: () => void;
}

/** Reads everything about the exports of one project. */
export class ProjectReader {
  readonly #clusters = new Map<string, ClusterExports>();
  #exports: ProjectExports;
  #planned: number;

  constructor(
    private readonly target: ProjectToCheck,
    private readonly options: ReaderOptions,
  ) {
    const { project, credential, buckets } = target;
    this.#planned = project.clusterCount === 0 ? 0 : 1;
    this.#exports = {
      project,
      credential: credential.name,
      credentialId: credential.id,
      clusters: PENDING,
      buckets: buckets === undefined ? PENDING : { kind: 'loaded', value: buckets },
      access: PENDING,
      events: PENDING,
      alerts: PENDING,
    };
  }

  /** Returns the data that is loaded so far. */
  exports(): ProjectExports {
    const { clusters } = this.#exports;
    return clusters.kind === 'loaded'
      ? {
          ...this.#exports,
          clusters: { ...clusters, value: { ...clusters.value, items: [...this.#clusters.values()] } },
        }
      : this.#exports;
  }

  /** Returns how many requests are not sent yet, as far as known. */
  get planned(): number {
    return Math.max(0, this.#planned);
  }

  /** @throws the AbortError of the signal */
  async read(): Promise<void> {
    await this.#readClusters();
    const all = clustersOf(this.#exports);
    const needsBuckets = all.length > 0 && this.#exports.buckets.kind === 'pending';
    const backedUp = all.filter(({ schedule }) => schedule.kind === 'pending');
    this.#planned += backedUp.length + Number(needsBuckets);
    await Promise.all([
      ...(needsBuckets ? [this.#readBuckets()] : []),
      ...backedUp.map((cluster) => this.#readSchedule(cluster)),
    ]);
    const exporting = [...this.#clusters.values()].filter(mayExport);
    if (exporting.length > 0) {
      this.#planned += exporting.length + LISTS;
      await Promise.all([...this.#lists(), this.#readAllJobs(exporting)]);
    }
  }

  async #readClusters(): Promise<void> {
    const { client, project } = this.target;
    if (project.clusterCount === 0) {
      this.#put({ clusters: { kind: 'loaded', value: { items: [], unreadable: 0, isComplete: true } } });
      return;
    }
    const clusters = await this.#all(
      (request) => client.listClusters(project.id, request),
      ({ name }) => name,
    );
    if (clusters.kind === 'loaded') {
      for (const cluster of clusters.value.items) {
        const schedule = cluster.backupEnabled === false ? ({ kind: 'loaded', value: 'off' } as const) : PENDING;
        this.#clusters.set(cluster.name, { cluster, schedule, jobs: PENDING });
      }
    }
    this.#put({
      clusters:
        clusters.kind === 'loaded'
          ? { ...clusters, value: { ...clusters.value, items: [...this.#clusters.values()] } }
          : clusters,
    });
  }

  async #readBuckets(): Promise<void> {
    const { client, project } = this.target;
    const read = await this.#all(
      (request) => client.listExportBuckets(project.id, request),
      ({ _id }) => _id,
    );
    this.#put({ buckets: read });
  }

  async #readSchedule({ cluster }: ClusterExports): Promise<void> {
    const { client, project } = this.target;
    const read = await this.#try<BackupSchedule | NoSchedule>(
      () => this.#send((priority, signal) => client.getBackupSchedule(project.id, cluster.name, { priority, signal })),
      (failure) => (isGone(failure) ? 'gone' : isNone(failure) ? 'noSchedule' : undefined),
    );
    this.#putCluster(cluster.name, { schedule: read });
  }

  #lists(): Promise<void>[] {
    const { client, project } = this.target;
    const { since } = this.options;
    return [
      this.#try(() =>
        this.#send((priority, signal) => client.listCloudProviderAccess(project.id, { priority, signal })),
      ).then((access) => {
        this.#put({ access });
      }),
      this.#try(async () =>
        readingOf(
          await this.#send((priority, signal) => client.listExportEvents(project.id, { since, priority, signal })),
        ),
      ).then((events) => {
        this.#put({ events });
      }),
      // Alert configurations have no identifier that is decoded, and one page holds more than a project can have.
      this.#try(async () =>
        readingOf(
          await this.#send((priority, signal) =>
            client.listAlertConfigs(project.id, { itemsPerPage: MAX_PAGE_SIZE, priority, signal }),
          ),
        ),
      ).then((alerts) => {
        this.#put({ alerts });
      }),
    ];
  }

  /** Reads the jobs of one cluster after another until a response shows whether the role allows it, then the others. */
  async #readAllJobs(exporting: readonly ClusterExports[]): Promise<void> {
    const left = [...exporting];
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { kind } = await this.#readJobs(next);
      if (kind === 'forbidden') {
        this.#planned -= left.length;
        left.forEach(({ cluster }) => {
          this.#putCluster(cluster.name, { jobs: { kind } });
        });
        return;
      }
      if (kind === 'loaded') {
        break;
      }
    }
    await Promise.all(left.map((cluster) => this.#readJobs(cluster)));
  }

  async #readJobs({ cluster: { name } }: ClusterExports): Promise<Known<Reading<ExportJob>>> {
    const { client, project } = this.target;
    const jobs = await this.#all(
      (request) => client.listExportJobs(project.id, name, request),
      ({ id }) => id,
    );
    this.#putCluster(name, { jobs });
    return jobs;
  }

  /** Reads all pages of a list. */
  #all<T>(fetch: (request: ListRequest) => Promise<Page<T>>, idOf: (item: T) => string): Promise<Known<Reading<T>>> {
    return this.#try(async () => {
      const list = new PagedList<T>({
        idOf,
        pageSize: MAX_PAGE_SIZE,
        fetchPage: (pageNum, _signal, { itemsPerPage }) =>
          this.#send(
            (priority, signal) => fetch({ pageNum, itemsPerPage, priority, signal }),
            // Further pages were not planned.
            pageNum === 1 ? 1 : 0,
          ),
      });
      const items: T[] = [];
      for await (const item of list) {
        items.push(item);
      }
      return { items, unreadable: list.unreadable, isComplete: list.isComplete };
    });
  }

  async #try<T>(
    read: () => Promise<T>,
    instead: (failure: unknown) => T | undefined = () => undefined,
  ): Promise<Known<T>> {
    try {
      return { kind: 'loaded', value: await read() };
    } catch (failure) {
      if (isAbort(failure)) {
        throw failure;
      }
      const value = instead(failure);
      return value !== undefined
        ? { kind: 'loaded', value }
        : failure instanceof ApiError && meaningOf(failure) === 'role'
          ? { kind: 'forbidden' }
          : { kind: 'failed', failure };
    }
  }

  #send<T>(request: (priority: RequestPriority, signal: AbortSignal) => Promise<T>, planned = 1): Promise<T> {
    this.#planned -= planned;
    return this.options.send(request);
  }

  #put(read: Partial<ProjectExports>): void {
    this.#exports = { ...this.#exports, ...read };
    this.options.onChange();
  }

  #putCluster(name: string, read: Partial<ClusterExports>): void {
    const known = this.#clusters.get(name);
    if (known !== undefined) {
      this.#clusters.set(name, { ...known, ...read });
      this.options.onChange();
    }
  }
}

function readingOf<T>({ items, unreadable, mayContinue }: Page<T>): Reading<T> {
  return { items, unreadable, isComplete: !mayContinue };
}
