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
  readonly rememberedProjects: (credentialId: string) => readonly Project[];
  /** Called once with each failure of a list. */
  readonly report: (failure: Error) => void;
  /** Called when a list begins to wait for a rate limit. */
  readonly onWait?: () => void;
}

/** The lists that have been requested, by the id of the row that they are below. */
export class LoadedLists {
  readonly #branches = new Map<string, LoadedList>();

  constructor(private readonly options: LoadedListsOptions) {}

  get(id: string): LoadedList | undefined {
    return this.#branches.get(id);
  }

  entries(): readonly (readonly [string, LoadedList])[] {
    return [...this.#branches];
  }

  /** The list below a row; a new one, of which nothing was requested yet, where there is none. */
  of(parent: ParentNode): LoadedList {
    const branch = this.#branches.get(parent.id) ?? this.#create(parent);
    this.#branches.set(parent.id, branch);
    return branch;
  }

  /** Loads a list's first page unless it was requested, and all that there was of a list that is stale. */
  async load(parent: ParentNode): Promise<void> {
    const branch = this.of(parent);
    await branch.list.load();
    this.note(branch);
  }

  /** Loads the next page of a list; after a failure, the page that failed. */
  async loadNext(parent: ParentNode): Promise<void> {
    const branch = this.of(parent);
    await branch.list.loadNext();
    this.note(branch);
  }

  /**
   * Loads all that is left of a list, and all of it where it is stale or could not be reloaded.
   * @throws what a request failed with, or the AbortError of the request's signal or of a list whose row went
   */
  async loadRest(parent: ParentNode, request: LoadRestOptions): Promise<void> {
    const branch = this.of(parent);
    try {
      if (branch.isStale || branch.staleBecause !== undefined) {
        await branch.list.reload(request);
      }
      if (branch.staleBecause !== undefined) {
        throw branch.staleBecause;
      }
      await branch.list.loadRest(request);
    } finally {
      this.note(branch);
    }
  }

  /** Loads as much of a list again as there is; the old rows stay until the new ones are there, and if that fails. */
  async reload(parent: ParentNode): Promise<void> {
    const branch = this.of(parent);
    await branch.list.reload();
    this.note(branch);
  }

  /** Makes a credential prove anew who asks where a role granted meanwhile could change what a list shows. */
  async renewAccessFor(parent: ParentNode): Promise<void> {
    const branch = this.#branches.get(parent.id);
    if (branch !== undefined && mayLackRole(branch)) {
      await this.renewAccess(credentialOf(parent));
    }
  }

  /** A token carries the roles of its birth; a new one sees what was granted meanwhile. */
  async renewAccess(credential: Credential): Promise<void> {
    const client = await this.options.credentials.clientOf(credential).catch(() => undefined);
    await client?.renewAccess();
  }

  /** Records what the last request of a list came to. */
  note(branch: LoadedList): void {
    const failure = branch.recordResult();
    if (failure !== undefined) {
      this.options.report(failure);
    }
    if (branch.retryAt !== undefined) {
      this.options.onWait?.();
    }
  }

  /** Whether something about a credential is to be mended: its own list failed, or Atlas has refused its keys. */
  needsAttention(root: CredentialNode, parents: (id: string) => TreeNode | undefined): boolean {
    return this.entries().some(([id, branch]) => {
      const parent = parents(id);
      const failure = branch.failure;
      return id === root.id
        ? failure !== undefined
        : parent !== undefined && rootOf(parent).id === root.id && isRefusedKey(failure);
    });
  }

  drop(id: string): void {
    this.#branches.get(id)?.list.abandon();
    this.#branches.delete(id);
  }

  /** Updates the name of a credential in every list that is seen through it. */
  renamed(credential: Credential): void {
    for (const [, branch] of this.#branches) {
      if (branch.credential.id === credential.id) {
        branch.renamed(credential);
      }
    }
  }

  /** Drops every list that is seen through a credential, whether its row was shown or not. */
  dropAllOf(credentialId: string): void {
    for (const id of this.#branches.keys()) {
      if (id === `a:${credentialId}` || id.startsWith(`p:${credentialId}/`)) {
        this.drop(id);
      }
    }
  }

  #create(parent: ParentNode): LoadedList {
    const client = () => this.options.credentials.clientOf(credentialOf(parent));
    const remembered = () => this.options.rememberedProjects(credentialOf(parent).id);
    return new LoadedList(parent, { client, pageSize: this.options.pageSize, pages: 1, remembered });
  }
}
