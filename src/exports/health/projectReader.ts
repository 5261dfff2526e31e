import type { BackupSchedule, ExportJob } from '../../atlas/backups';
import { isAbort } from '../../atlas/errors';
import type { LoadedItems } from '../../atlas/loadedItems';
import type { Page } from '../../atlas/models';
import { MAX_PAGE_SIZE, type ListRequest } from '../../atlas/requests';
import { CredentialError } from '../../credentials/credential';
import { isGone, isNone } from './absence';
import { allPages, known, onlyPage } from './known';
import {
  clustersOf,
  mayExport,
  mayHaveEvents,
  mayHaveJobs,
  NO_ITEMS,
  type ClusterExports,
  type Known,
  type NoSchedule,
  type ProjectExports,
} from './projectExports';
import { loadedExports, type Needs, type ProjectToCheck, type Send } from './projectToCheck';
import type { SharedResponse } from './sharedResponse';

interface ReaderOptions {
  readonly send: Send;
  readonly needs: Needs;
  readonly signal: AbortSignal;
  /** The time of the oldest event to load. */
  readonly since: Date;
  /** Called after each response. */
  readonly onChange: () => void;
}

/** Loads what is missing about the exports of one project. */
export class ProjectReader {
  #planned: number;

  constructor(
    private readonly target: ProjectToCheck,
    private readonly options: ReaderOptions,
  ) {
    target.responses.forgetFailures();
    this.#planned = Number(this.exports().clusters.kind === 'pending');
  }

  /** Returns the data that is loaded so far. */
  exports(): ProjectExports {
    return loadedExports(this.target);
  }

  /** Returns how many requests are not sent yet, as far as known. */
  get planned(): number {
    return Math.max(0, this.#planned);
  }

  /** @throws the AbortError of the signal */
  async read(): Promise<void> {
    const { needs } = this.options;
    if (this.exports().clusters.kind === 'pending') {
      await this.#readClusters();
    }
    const all = clustersOf(this.exports());
    const needsBuckets = needs === 'health' && all.length > 0 && this.exports().buckets.kind === 'pending';
    const schedules = all.filter(({ schedule }) => schedule.kind === 'pending');
    this.#planned =
      Number(needsBuckets) +
      schedules.length +
      (needs === 'usage' ? all.filter(mayHaveJobs).filter(lacksJobs).length : 0);
    this.options.onChange();
    await Promise.all([
      ...(needsBuckets ? [this.#readBuckets()] : []),
      ...schedules.map((cluster) => this.#readSchedule(cluster)),
    ]);
    const withJobs = clustersOf(this.exports()).filter(needs === 'usage' ? mayHaveJobs : mayExport);
    const isListed = this.exports().clusters.kind === 'loaded';
    const lists = needs === 'health' && isListed ? this.#missingLists(withJobs.length > 0) : [];
    this.#planned = lists.length + withJobs.filter(lacksJobs).length;
    await Promise.all([...lists.map((read) => read()), this.#readAllJobs(withJobs)]);
  }

  async #readClusters(): Promise<void> {
    const { client, project, responses } = this.target;
    // The user waits for this response before anything is shown.
    const isInteractive = this.options.needs === 'usage';
    await this.#read(responses.clusters, () =>
      known(() =>
        this.#allPages(
          (request) => client.listClusters(project.id, request),
          ({ name }) => name,
          isInteractive,
        ),
      ),
    );
  }

  async #readBuckets(): Promise<void> {
    const { client, project, responses } = this.target;
    await this.#read(responses.buckets, () =>
      known(() =>
        this.#allPages(
          (request) => client.listExportBuckets(project.id, request),
          ({ _id }) => _id,
        ),
      ),
    );
  }

  async #readSchedule({ cluster: { name } }: ClusterExports): Promise<void> {
    const { client, project, responses } = this.target;
    await this.#read(responses.schedule(name), () =>
      known<BackupSchedule | NoSchedule>(
        () => this.options.send((priority, signal) => client.getBackupSchedule(project.id, name, { priority, signal })),
        (failure) => (isGone(failure) ? 'gone' : isNone(failure) ? 'noSchedule' : undefined),
      ),
    );
  }

  /**
   * Returns functions that load the missing lists. Events are needed even if no cluster exports, because exports may have
   * failed before they were turned off.
   */
  #missingLists(isExporting: boolean): (() => Promise<unknown>)[] {
    const { client, responses, project } = this.target;
    const { send, since } = this.options;
    const list = <T>(response: SharedResponse<T>, isNeeded: boolean, load: () => Promise<T>) =>
      isNeeded && response.latest.kind === 'pending' ? [() => this.#read(response, () => known(load))] : [];
    return [
      ...list(responses.access, isExporting, () =>
        send((priority, signal) => client.listCloudProviderAccess(project.id, { priority, signal })),
      ),
      ...list(responses.events, mayHaveEvents(this.exports()), async () =>
        onlyPage(await send((priority, signal) => client.listExportEvents(project.id, { since, priority, signal }))),
      ),
      // Alert configurations have no identifier that is decoded, and one page holds more than a project can have.
      ...list(responses.alerts, isExporting, async () =>
        onlyPage(
          await send((priority, signal) =>
            client.listAlertConfigs(project.id, { itemsPerPage: MAX_PAGE_SIZE, priority, signal }),
          ),
        ),
      ),
    ];
  }

  /** Loads the jobs of one cluster after another until a response shows whether the role allows it, then the others. */
  async #readAllJobs(clusters: readonly ClusterExports[]): Promise<void> {
    const left = clusters.filter(lacksJobs);
    let isAllowed = left.length < clusters.length;
    for (let next = left.shift(); next !== undefined; next = isAllowed ? undefined : left.shift()) {
      const jobs = await this.#readJobs(next);
      if (jobs.kind === 'forbidden') {
        this.#planned -= left.length;
        left.forEach(({ cluster }) => {
          this.target.responses.jobs(cluster.name).keep(jobs);
        });
        return;
      }
      isAllowed ||= jobs.kind === 'loaded';
    }
    await Promise.all(left.map((cluster) => this.#readJobs(cluster)));
  }

  async #readJobs({ cluster: { name } }: ClusterExports): Promise<Known<LoadedItems<ExportJob>>> {
    const { client, project, responses } = this.target;
    return this.#read(responses.jobs(name), () =>
      known(
        () =>
          this.#allPages(
            (request) => client.listExportJobs(project.id, name, request),
            ({ id }) => id,
          ),
        (failure) => {
          if (isGone(failure)) {
            responses.schedule(name).keep({ kind: 'loaded', value: 'gone' });
          }
          return isNone(failure) ? NO_ITEMS : undefined;
        },
      ),
    );
  }

  /** Loads all pages of a list. */
  #allPages<T>(
    load: (request: ListRequest) => Promise<Page<T>>,
    idOf: (item: T) => string,
    isInteractive = false,
  ): Promise<LoadedItems<T>> {
    const { send } = this.options;
    return allPages((page) => send((priority, signal) => load({ ...page, priority, signal }), isInteractive), idOf);
  }

  async #read<T>(response: SharedResponse<T>, load: () => Promise<Known<T>>): Promise<Known<T>> {
    const { signal, onChange } = this.options;
    this.#planned -= 1;
    const result = await response.read(async () => {
      try {
        return await load();
      } catch (error) {
        // Requests are also aborted if their credential changes.
        if (isAbort(error) && !signal.aborted) {
          return { kind: 'failed', failure: new CredentialError('changed') };
        }
        throw error;
      }
    }, signal);
    onChange();
    return result;
  }
}

function lacksJobs({ jobs }: ClusterExports): boolean {
  return jobs.kind === 'pending';
}
