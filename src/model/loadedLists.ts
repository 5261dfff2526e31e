import type { ExportBucket, Project } from '../atlas/models';
import type { LoadRestOptions } from '../atlas/pageLoader';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import { isOutdated, isRefusedKey, mayLackRole, LoadedList } from './loadedList';
import {
  credentialOf,
  exportBucketNode,
  rootOf,
  type CredentialNode,
  type ExportBucketNode,
  type ParentNode,
  type ProjectNode,
  type TreeNode,
} from './nodes';

export interface LoadedListsOptions {
  readonly credentials: Pick<Credentials, 'clientOf'>;
  /** Returns the rows per page, 1 to 500. */
  readonly pageSize: () => number;
  /** Returns the projects of a credential that the user added by ID. */
  readonly addedProjects: (credentialId: string) => readonly Project[];
  /** Called once with each failure of a list. */
  readonly report: (failure: Error) => void;
  /** Called when a list starts to wait for a rate limit. */
  readonly onWait?: () => void;
  /** Called after a request for a list, and with an export bucket that was requested by its ID. */
  readonly onLoad?: (node: ParentNode | ExportBucketNode) => void;
  /** Called when the user refreshes the list below a row, or without a row, everything. */
  readonly onRefresh?: (parent?: ParentNode) => void;
}

/** Holds the requested lists by the IDs of the rows above them. */
export class LoadedLists {
  readonly #lists = new Map<string, LoadedList>();

  constructor(private readonly options: LoadedListsOptions) {}

  get(id: string): LoadedList | undefined {
    return this.#lists.get(id);
  }

  entries(): readonly (readonly [string, LoadedList])[] {
    return [...this.#lists];
  }

  /** Returns the list below a row. Creates it if it doesn't exist. */
  of(parent: ParentNode): LoadedList {
    const list = this.#lists.get(parent.id) ?? this.#create(parent);
    this.#lists.set(parent.id, list);
    return list;
  }

  /** Loads the first page of a list unless it was requested before. Reloads a stale list. */
  async load(parent: ParentNode): Promise<void> {
    await this.#request(parent, (list) => list.pages.load());
  }

  /** Loads the next page of a list, or the page that failed. */
  async loadNext(parent: ParentNode): Promise<void> {
    await this.#request(parent, (list) => list.pages.loadNext());
  }

  /**
   * Loads the remaining pages of a list. Reloads a list that is stale or whose reload failed.
   * @throws the error of a request, or the AbortError of the request's signal or of a list that was dropped
   */
  async loadRest(parent: ParentNode, request: LoadRestOptions): Promise<void> {
    await this.#request(parent, async (list) => {
      const { pages } = list;
      if (isOutdated(list)) {
        await pages.reload(request);
      }
      if (pages.refreshError !== undefined) {
        throw pages.refreshError;
      }
      await pages.loadRest(request);
    });
  }

  /** Reloads the loaded pages of a list. The old rows stay until all pages are loaded, and if a request fails. */
  async reload(parent: ParentNode): Promise<void> {
    await this.#request(parent, (list) => list.pages.reload());
  }

  /** Reloads a list. A list of projects is also reloaded with a new token. */
  async refresh(parent: ParentNode): Promise<void> {
    this.options.onRefresh?.(parent);
    await (parent.kind === 'credential' ? this.renewAccess(parent.credential) : this.renewAccessFor(parent));
    await this.reload(parent);
  }

  /** Reloads the loaded lists of projects with new tokens. The other lists are reloaded when they are needed. */
  async refreshAll(roots: readonly CredentialNode[]): Promise<void> {
    this.options.onRefresh?.();
    this.markStale();
    await Promise.all(
      roots
        .filter(({ id }) => this.get(id) !== undefined)
        .map(async (root) => {
          await this.renewAccess(root.credential);
          await this.load(root);
        }),
    );
  }

  /** Discards the token of a credential if a new role could change a list. */
  async renewAccessFor(parent: ParentNode): Promise<void> {
    const list = this.#lists.get(parent.id);
    if (list !== undefined && mayLackRole(list)) {
      await this.renewAccess(credentialOf(parent));
    }
  }

  /** Discards the token of a credential, because a token keeps the roles that it was issued with. */
  async renewAccess(credential: Credential): Promise<void> {
    const client = await this.options.credentials.clientOf(credential).catch(() => undefined);
    await client?.renewAccess();
  }

  /** Keeps an export bucket that was requested by its ID in the list of its project. */
  keepFound(project: ProjectNode, bucket: ExportBucket): void {
    this.of(project).keepFound(bucket);
    this.options.onLoad?.(exportBucketNode(project, bucket));
  }

  /** Returns whether the user has to fix a credential: its list of projects failed, or Atlas rejected its key. */
  needsAttention(root: CredentialNode, parents: (id: string) => TreeNode | undefined): boolean {
    return this.entries().some(([id, list]) => {
      const parent = parents(id);
      const failure = list.failure;
      return id === root.id
        ? failure !== undefined
        : parent !== undefined && rootOf(parent).id === root.id && isRefusedKey(failure);
    });
  }

  /** Marks all lists as stale. Each is reloaded before it is displayed again. */
  markStale(): void {
    for (const list of this.#lists.values()) {
      list.pages.isStale = true;
    }
  }

  dispose(): void {
    for (const id of this.#lists.keys()) {
      this.drop(id);
    }
  }

  drop(id: string): void {
    this.#lists.get(id)?.pages.abandon();
    this.#lists.delete(id);
  }

  /** Updates the credential name in the rows of its lists. */
  renameCredential(credential: Credential): void {
    for (const list of this.#lists.values()) {
      if (list.credential.id === credential.id) {
        list.rename(credential);
      }
    }
  }

  /** Drops all lists of a credential, displayed or not. */
  dropAllOf(credentialId: string): void {
    for (const [id, list] of this.#lists) {
      if (list.credential.id === credentialId) {
        this.drop(id);
      }
    }
  }

  /** Sends the requests of a list and records their result. Calls `onLoad` unless the list was dropped. */
  async #request(parent: ParentNode, work: (list: LoadedList) => Promise<void>): Promise<void> {
    const list = this.of(parent);
    const before = { readAt: list.pages.readAt, failure: list.failure };
    try {
      await work(list);
    } finally {
      this.#recordResult(list);
      const wasRequested = list.pages.readAt !== before.readAt || list.failure !== before.failure;
      if (wasRequested && this.#lists.get(parent.id) === list) {
        this.options.onLoad?.(parent);
      }
    }
  }

  /** Records the result of the last request of a list. */
  #recordResult(list: LoadedList): void {
    const failure = list.recordResult();
    if (failure !== undefined) {
      this.options.report(failure);
    }
    if (list.retryAt !== undefined) {
      this.options.onWait?.();
    }
  }

  #create(parent: ParentNode): LoadedList {
    const client = () => this.options.credentials.clientOf(credentialOf(parent));
    const addedProjects = () => this.options.addedProjects(credentialOf(parent).id);
    return new LoadedList(parent, { client, pageSize: this.options.pageSize, addedProjects });
  }
}
