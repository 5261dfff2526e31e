import type { Project } from '../atlas/models';
import type { LoadRestOptions } from '../atlas/pageLoader';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import { isRefusedKey, mayLackRole, LoadedList } from './loadedList';
import { credentialOf, rootOf, type CredentialNode, type ParentNode, type TreeNode } from './nodes';

export interface LoadedListsOptions {
  readonly credentials: Pick<Credentials, 'clientOf'>;
  /** Rows of a page, 1 to 500. */
  readonly pageSize: () => number;
  /** The projects of a credential that are shown although Atlas may not list them. */
  readonly addedProjects: (credentialId: string) => readonly Project[];
  /** Called once with each failure of a list. */
  readonly report: (failure: Error) => void;
  /** Called when a list begins to wait for a rate limit. */
  readonly onWait?: () => void;
}

/** The lists that have been requested, by the id of the row that they are below. */
export class LoadedLists {
  readonly #lists = new Map<string, LoadedList>();

  constructor(private readonly options: LoadedListsOptions) {}

  get(id: string): LoadedList | undefined {
    return this.#lists.get(id);
  }

  entries(): readonly (readonly [string, LoadedList])[] {
    return [...this.#lists];
  }

  /** The list below a row; a new one, of which nothing was requested yet, where there is none. */
  of(parent: ParentNode): LoadedList {
    const list = this.#lists.get(parent.id) ?? this.#create(parent);
    this.#lists.set(parent.id, list);
    return list;
  }

  /** Loads a list's first page unless it was requested, and all that there was of a list that is stale. */
  async load(parent: ParentNode): Promise<void> {
    const list = this.of(parent);
    await list.pages.load();
    this.recordResult(list);
  }

  /** Loads the next page of a list; after a failure, the page that failed. */
  async loadNext(parent: ParentNode): Promise<void> {
    const list = this.of(parent);
    await list.pages.loadNext();
    this.recordResult(list);
  }

  /**
   * Loads all that is left of a list, and all of it where it is stale or could not be reloaded.
   * @throws what a request failed with, or the AbortError of the request's signal or of a list whose row went
   */
  async loadRest(parent: ParentNode, request: LoadRestOptions): Promise<void> {
    const list = this.of(parent);
    try {
      if (list.isStale || list.refreshError !== undefined) {
        await list.pages.reload(request);
      }
      if (list.refreshError !== undefined) {
        throw list.refreshError;
      }
      await list.pages.loadRest(request);
    } finally {
      this.recordResult(list);
    }
  }

  /** Loads as much of a list again as there is; the old rows stay until the new ones are there, and if that fails. */
  async reload(parent: ParentNode): Promise<void> {
    const list = this.of(parent);
    await list.pages.reload();
    this.recordResult(list);
  }

  /** Makes a credential prove anew who asks where a role granted meanwhile could change what a list shows. */
  async renewAccessFor(parent: ParentNode): Promise<void> {
    const list = this.#lists.get(parent.id);
    if (list !== undefined && mayLackRole(list)) {
      await this.renewAccess(credentialOf(parent));
    }
  }

  /** A token carries the roles of its birth; a new one sees what was granted meanwhile. */
  async renewAccess(credential: Credential): Promise<void> {
    const client = await this.options.credentials.clientOf(credential).catch(() => undefined);
    await client?.renewAccess();
  }

  /** Records what the last request of a list came to. */
  recordResult(list: LoadedList): void {
    const failure = list.recordResult();
    if (failure !== undefined) {
      this.options.report(failure);
    }
    if (list.retryAt !== undefined) {
      this.options.onWait?.();
    }
  }

  /** Whether something about a credential is to be mended: its own list failed, or Atlas has refused its keys. */
  needsAttention(root: CredentialNode, parents: (id: string) => TreeNode | undefined): boolean {
    return this.entries().some(([id, list]) => {
      const parent = parents(id);
      const failure = list.failure;
      return id === root.id
        ? failure !== undefined
        : parent !== undefined && rootOf(parent).id === root.id && isRefusedKey(failure);
    });
  }

  drop(id: string): void {
    this.#lists.get(id)?.pages.abandon();
    this.#lists.delete(id);
  }

  /** Updates the name of a credential in every list that is seen through it. */
  renameCredential(credential: Credential): void {
    for (const [, list] of this.#lists) {
      if (list.credential.id === credential.id) {
        list.rename(credential);
      }
    }
  }

  /** Drops every list that is seen through a credential, whether its row was shown or not. */
  dropAllOf(credentialId: string): void {
    for (const id of this.#lists.keys()) {
      if (id === `a:${credentialId}` || id.startsWith(`p:${credentialId}/`)) {
        this.drop(id);
      }
    }
  }

  #create(parent: ParentNode): LoadedList {
    const client = () => this.options.credentials.clientOf(credentialOf(parent));
    const addedProjects = () => this.options.addedProjects(credentialOf(parent).id);
    return new LoadedList(parent, { client, pageSize: this.options.pageSize, pages: 1, addedProjects });
  }
}
