import type { AlertConfig } from '../../atlas/alertConfigs';
import type { BackupSchedule, Cluster, ExportJob } from '../../atlas/backups';
import type { CloudProviderAccess } from '../../atlas/cloudProviderAccess';
import type { ExportEvent } from '../../atlas/events';
import type { ExportBucket, Project } from '../../atlas/models';
import type { LoadedItems } from '../../atlas/loadedItems';
import type { ClusterExports, Known, NoSchedule, ProjectExports } from './projectExports';
import { SharedResponse } from './sharedResponse';

/** The project and the credential that responses belong to. */
export interface ResponsesSubject {
  readonly project: Project;
  readonly credential: { readonly id: string; readonly name: string };
}

/** All responses about the exports of one project. */
export class ProjectResponses {
  readonly clusters: SharedResponse<LoadedItems<Cluster>>;
  readonly buckets: SharedResponse<LoadedItems<ExportBucket>>;
  readonly access: SharedResponse<CloudProviderAccess>;
  readonly events: SharedResponse<LoadedItems<ExportEvent>>;
  readonly alerts: SharedResponse<LoadedItems<AlertConfig>>;
  readonly #schedules = new Map<string, SharedResponse<BackupSchedule | NoSchedule>>();
  readonly #jobs = new Map<string, SharedResponse<LoadedItems<ExportJob>>>();

  /**
   * @param now returns milliseconds since 1970
   * @param onChange called after each response
   */
  constructor(
    private readonly now: () => number = Date.now,
    private readonly onChange: () => void = () => undefined,
  ) {
    this.clusters = this.#create();
    this.buckets = this.#create();
    this.access = this.#create();
    this.events = this.#create();
    this.alerts = this.#create();
  }

  schedule(cluster: string): SharedResponse<BackupSchedule | NoSchedule> {
    return this.#ofCluster(this.#schedules, cluster);
  }

  jobs(cluster: string): SharedResponse<LoadedItems<ExportJob>> {
    return this.#ofCluster(this.#jobs, cluster);
  }

  /** Whether nothing about clusters was requested. */
  get isEmpty(): boolean {
    return this.clusters.latest.kind === 'pending';
  }

  /** When the oldest response was loaded, in milliseconds since 1970. Undefined if none is. */
  get readAt(): number | undefined {
    return this.#time(Math.min);
  }

  /** The number of items that are kept in memory. */
  get size(): number {
    const lists = [this.clusters, this.buckets, this.events, this.alerts, ...this.#jobs.values()];
    const items = lists.map(({ latest }) => (latest.kind === 'loaded' ? latest.value.items.length : 0));
    return items.reduce((sum, length) => sum + length, this.#schedules.size);
  }

  /** Makes the responses that failed pending again. */
  forgetFailures(): void {
    this.#all().forEach((response) => {
      response.forgetFailure();
    });
  }

  /** Returns what the responses say about the exports of the project. */
  exports({ project, credential }: ResponsesSubject): ProjectExports {
    return {
      project,
      credential: credential.name,
      credentialId: credential.id,
      clusters: this.#clusterExports(),
      buckets: this.buckets.latest,
      access: this.access.latest,
      events: this.events.latest,
      alerts: this.alerts.latest,
      latestAt: this.#time(Math.max),
    };
  }

  /** Returns the time of the oldest or newest response, whichever `choose` returns. Undefined if none is loaded. */
  #time(choose: (one: number, other: number) => number): number | undefined {
    return this.#all().reduce<number | undefined>(
      (chosen, { readAt }) => (readAt === undefined ? chosen : choose(chosen ?? readAt, readAt)),
      undefined,
    );
  }

  #clusterExports(): Known<LoadedItems<ClusterExports>> {
    const { latest } = this.clusters;
    if (latest.kind !== 'loaded') {
      return latest;
    }
    const items = latest.value.items.map((cluster): ClusterExports => {
      const isOff = cluster.backupEnabled === false;
      const schedule = isOff ? ({ kind: 'loaded', value: 'off' } as const) : this.schedule(cluster.name).latest;
      return { cluster, schedule, jobs: this.jobs(cluster.name).latest };
    });
    return { kind: 'loaded', value: { ...latest.value, items } };
  }

  #all(): readonly Pick<SharedResponse<unknown>, 'readAt' | 'forgetFailure'>[] {
    const { clusters, buckets, access, events, alerts } = this;
    return [clusters, buckets, access, events, alerts, ...this.#schedules.values(), ...this.#jobs.values()];
  }

  #ofCluster<T>(responses: Map<string, SharedResponse<T>>, cluster: string): SharedResponse<T> {
    const response = responses.get(cluster) ?? this.#create<T>();
    responses.set(cluster, response);
    return response;
  }

  #create<T>(): SharedResponse<T> {
    return new SharedResponse<T>(this.now, this.onChange);
  }
}
