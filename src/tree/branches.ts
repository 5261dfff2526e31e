import { isAbort } from '../atlas/errors';
import { abortReason } from '../atlas/abort';
import type { Project } from '../atlas/models';
import type { RestRequest } from '../atlas/pagedList';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import { createBranch, failureOf, isRefusedKey, mayLackRole, noteOutcome, type Branch } from './branch';
import { credentialOf, rootOf, type CredentialNode, type ParentNode, type TreeNode } from './nodes';

export interface BranchesOptions {
  readonly credentials: Pick<Credentials, 'clientOf'>;
  /** Rows of a page, 1 to 500. */
  readonly pageSize: () => number;
  /** The projects of a credential that are shown although Atlas may not list them. */
  readonly rememberedProjects: (credentialId: string) => readonly Project[];
  /** Told each failure of a list once. */
  readonly report: (failure: Error) => void;
}

/** The lists that have been asked for, by the id of the row that they are below. */
export class Branches {
  readonly #branches = new Map<string, Branch>();

  constructor(private readonly options: BranchesOptions) {}

  get(id: string): Branch | undefined {
    return this.#branches.get(id);
  }

  entries(): readonly (readonly [string, Branch])[] {
    return [...this.#branches];
  }

  /** The list below a row; a new one, for which nothing was asked yet, where there is none. */
  of(parent: ParentNode): Branch {
    const branch = this.#branches.get(parent.id) ?? this.#create(parent);
    this.#branches.set(parent.id, branch);
    return branch;
  }

  /** Asks for a list's first page if nobody has, or anew if the list is stale. */
  async load(parent: ParentNode): Promise<void> {
    const branch = this.of(parent);
    if (branch.isStale) {
      await this.reload(parent);
    } else {
      await branch.list.load();
      this.note(branch);
    }
  }

  /**
   * Loads all that is left of a list, of the new one where it is asked for anew meanwhile.
   * @throws what a request failed with, or the AbortError of the request's signal or of a list whose row went
   */
  async loadRest(parent: ParentNode, request: RestRequest): Promise<void> {
    const { isStale, staleBecause } = this.of(parent);
    if (isStale || staleBecause !== undefined) {
      await this.reload(parent, request);
    }
    const branch = this.of(parent);
    if (branch.staleBecause !== undefined) {
      throw branch.staleBecause;
    }
    try {
      await branch.list.loadRest(request);
    } catch (error) {
      const current = this.#branches.get(parent.id);
      if (!isAbort(error) || request.signal.aborted || current === undefined || current === branch) {
        throw error;
      }
      await this.loadRest(parent, request);
    } finally {
      this.note(branch);
    }
  }

  /**
   * Puts a new list in the place of the old one, unless it brings nothing but a failure.
   * @param rest how all of it is loaded, and not as many pages as there were
   * @throws the AbortError of `rest`; the old list is still to be asked for anew then
   */
  async reload(parent: ParentNode, rest?: RestRequest): Promise<void> {
    const old = this.of(parent);
    const branch = this.#create(parent, old.list.pagesLoaded);
    old.isStale = false;
    await (rest === undefined ? branch.list.load() : this.#loadWhole(branch, rest));
    if (rest?.signal.aborted === true) {
      old.isStale = true;
      branch.list.abandon();
      throw abortReason(rest.signal);
    }
    while (branch.list.pagesLoaded < old.list.pagesLoaded && !branch.list.isComplete && !branch.list.failure) {
      // Somebody asked the old list for more meanwhile.
      await branch.list.loadNext();
    }
    if (this.#branches.get(parent.id) !== old) {
      return;
    }
    if (branch.list.items.length === 0 && branch.list.failure !== undefined && old.list.items.length > 0) {
      old.staleBecause = branch.list.failure;
      this.note(old);
      return;
    }
    this.note(branch);
    branch.found.push(...old.found);
    branch.renamed(old.credential);
    this.#branches.set(parent.id, branch);
    old.list.abandon();
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

  /** Notes what the last request of a list came to. */
  note(branch: Branch): void {
    const failure = noteOutcome(branch, performance.now());
    if (failure !== undefined) {
      this.options.report(failure);
    }
  }

  /** Whether something about a credential is to be mended: its own list failed, or Atlas has refused its keys. */
  needsAttention(root: CredentialNode, parents: (id: string) => TreeNode | undefined): boolean {
    return this.entries().some(([id, branch]) => {
      const parent = parents(id);
      const failure = failureOf(branch);
      return id === root.id
        ? failure !== undefined
        : parent !== undefined && rootOf(parent).id === root.id && isRefusedKey(failure);
    });
  }

  drop(id: string): void {
    this.#branches.get(id)?.list.abandon();
    this.#branches.delete(id);
  }

  /** Has every list that is seen through a credential say its new name. */
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

  /** Loads a list that is not shown yet; what it failed with is in the list. */
  async #loadWhole({ list }: Branch, rest: RestRequest): Promise<void> {
    await list.loadRest(rest).catch((error: unknown) => {
      if (list.failure === undefined && !isAbort(error)) {
        throw error;
      }
    });
  }

  #create(parent: ParentNode, pages = 1): Branch {
    const client = () => this.options.credentials.clientOf(credentialOf(parent));
    const remembered = () => this.options.rememberedProjects(credentialOf(parent).id);
    return createBranch(parent, client, this.options.pageSize(), pages, remembered);
  }
}
