import { EventEmitter, type Disposable, type Event, type TreeDataProvider, type TreeItem } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { Arrangements } from './arrangements';
import { failureOf, isRefusedKey, type Branch } from './branch';
import { Branches, type BranchesOptions } from './branches';
import { countDown } from './countDown';
import type { FindByIdOptions, FoundById } from './findById';
import type { Loaded, LoadAllOptions, Scope } from './loadAll';
import { rootOf, type ExportBucketNode, type ParentNode, type ProjectNode, type TreeNode } from './nodes';
import { Rows } from './rows';
import { resolveTooltip } from './tooltips';
import { toTreeItem } from './toTreeItem';
import { TreeChanges } from './treeChanges';

/**
 * Projects and their export buckets as rows. `getChildren` asks Atlas for a list's first page once; everything after
 * that is asked for by `loadMore`, `retry` and `refresh` alone.
 */
export class ProjectsTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #changes: TreeChanges;
  readonly #read = new EventEmitter<ParentNode>();
  /** Fires after a list was read, from Atlas or from what is known already. */
  readonly onDidReadList = this.#read.event;
  readonly #branches: Branches;
  readonly rows: Rows;
  readonly onDidChangeTreeData: Event<TreeNode | undefined>;
  readonly #countdown: ReturnType<typeof countDown>;
  readonly #rearranged: { dispose(): void };

  constructor(
    private readonly credentials: Pick<Credentials, 'list' | 'clientOf'>,
    arrangements: Arrangements,
    options: Omit<BranchesOptions, 'credentials'>,
  ) {
    this.#branches = new Branches({ credentials, ...options });
    this.rows = new Rows(credentials, arrangements, this.#branches);
    this.#changes = new TreeChanges(this.rows);
    this.onDidChangeTreeData = this.#changes.onDidChange;
    this.#rearranged = arrangements.onDidChange(() => {
      this.#changes.ofAll();
    });
    this.#countdown = countDown(this.#branches, this.rows, {
      retry: (parent) => void this.retry(parent),
      show: (parent) => {
        this.#changes.ofProgress(parent);
      },
    });
  }

  async getChildren(parent?: TreeNode): Promise<TreeNode[]> {
    if (parent !== undefined) {
      return parent.kind === 'credential' || parent.kind === 'project' ? this.#load(parent) : [];
    }
    const roots = this.rows.roots();
    const [only, ...others] = roots;
    return only !== undefined && others.length === 0 ? this.#load(only) : roots;
  }

  getTreeItem(node: TreeNode): TreeItem {
    return toTreeItem(node, this.rows.stateOf(node));
  }

  resolveTreeItem(item: TreeItem, node: TreeNode): TreeItem {
    item.tooltip ??= resolveTooltip(node);
    return item;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.kind === 'credential' ? undefined : this.rows.above(node.parent);
  }

  /** The list below a row, as it is now; asks for its first page when nobody has yet. */
  async load(parent: ParentNode): Promise<Branch> {
    this.rows.roots();
    await this.#load(parent);
    return this.#branches.of(parent);
  }

  /**
   * Asks for the next page of a list.
   * @returns the first row that is new
   */
  async loadNext(parent: ParentNode): Promise<TreeNode | undefined> {
    const branch = this.#branches.of(parent);
    const before = branch.list.items.length;
    branch.retryAt = undefined;
    const loading = branch.list.loadNext();
    this.#changes.ofProgress(parent);
    await loading;
    this.#branches.note(branch);
    if (this.#branches.get(parent.id) !== branch) {
      return undefined;
    }
    const children = this.#render(parent, branch);
    this.#changes.of(parent);
    const firstNew = branch.list.items.length > before ? branch.rows()[before] : undefined;
    return children.find((child) => child === firstNew);
  }

  /**
   * Loads everything below some rows, as `loadAll` says; the rows that are shown say how far it has come.
   * @throws the AbortError of `signal`
   */
  async loadAll(scopes: readonly Scope[], options: Omit<LoadAllOptions, 'onChange'>): Promise<Loaded> {
    const { loadAll } = await import('./loadAll');
    const onChange = (parent: ParentNode): void => {
      if (this.rows.get(parent.id) !== undefined) {
        this.#changes.ofOutcome(parent);
      }
    };
    const loaded = loadAll(this.#branches, scopes, { ...options, onChange });
    for (const scope of scopes) {
      this.#changes.ofProgress(scope.kind === 'project' || scope.kind === 'credential' ? scope : scope.parent);
    }
    return loaded;
  }

  /**
   * Looks for what has an ID and is in none of the lists so far, as `findById` says.
   * @throws the AbortError of `signal`
   */
  async findById(id: string, options: Omit<FindByIdOptions, 'credentials'>): Promise<FoundById> {
    const { findById } = await import('./findById');
    const found = await findById(this.#branches, this.rows.roots(), id, { credentials: this.credentials, ...options });
    for (const row of found.rows) {
      if (row.kind === 'exportBucket') {
        this.#changes.of(row.parent);
      }
    }
    return found;
  }

  /** The row of a project or export bucket, with the lists shown that it is in; undefined where it is not shown. */
  async show(node: ProjectNode | ExportBucketNode): Promise<TreeNode | undefined> {
    await this.load(rootOf(node));
    if (node.kind === 'exportBucket') {
      await this.#load(node.parent);
    }
    return this.rows.find(node);
  }

  /** Asks once more for what failed. */
  async retry(parent: ParentNode): Promise<void> {
    const branch = this.#branches.of(parent);
    branch.retryAt = undefined;
    await this.#branches.renewAccessFor(parent);
    const wasRefused = isRefusedKey(failureOf(branch));
    await (branch.staleBecause === undefined ? this.loadNext(parent) : this.refresh(parent));
    if (wasRefused) {
      this.#changes.of(rootOf(parent));
    }
  }

  /** Asks again for as many pages as there were of one list; its rows stay until the answers are there. */
  async refresh(parent: ParentNode): Promise<void> {
    await (parent.kind === 'credential'
      ? this.#branches.renewAccess(parent.credential)
      : this.#branches.renewAccessFor(parent));
    await this.#branches.reload(parent);
    this.#changes.of(parent);
  }

  /** Asks again for everything that is shown; what is collapsed is asked for when it is expanded. */
  async refreshAll(): Promise<void> {
    for (const [, branch] of this.#branches.entries()) {
      branch.isStale = true;
    }
    const shown = this.rows.roots().filter(({ id }) => this.#branches.get(id) !== undefined);
    await Promise.all(
      shown.map(async (root) => {
        await this.#branches.renewAccess(root.credential);
        await this.#branches.reload(root);
      }),
    );
    this.#changes.ofAll();
  }

  /** The projects of a credential that the person named or pinned are others now. */
  showRemembered(credentialId: string): void {
    const root = this.rows.roots().find(({ credential }) => credential.id === credentialId);
    if (root !== undefined) {
      this.#changes.of(root);
    }
  }

  /** A credential has another name; what was seen through it stays. */
  renamed(credential: Credential): void {
    this.#branches.renamed(credential);
    this.#changes.ofAll();
  }

  /** The keys of a credential changed, or it came or went: nothing that was seen through it counts any more. */
  forget(credentialId: string): void {
    this.rows.forget(credentialId);
    this.#changes.ofAll();
  }

  dispose(): void {
    this.#countdown.dispose();
    this.#rearranged.dispose();
    for (const [id] of this.#branches.entries()) {
      this.#branches.drop(id);
    }
    this.#changes.dispose();
    this.#read.dispose();
  }

  async #load(parent: ParentNode): Promise<TreeNode[]> {
    if (this.rows.get(parent.id) === undefined) {
      // The row went while VS Code was about to ask for what is below it.
      return [];
    }
    const branch = this.#branches.of(parent);
    const { isStale } = branch;
    const isFirst = branch.list.pagesLoaded === 0 && branch.list.failure === undefined;
    await this.#branches.load(parent);
    if (this.#branches.get(parent.id) !== branch) {
      const children = await this.#load(parent);
      if (isStale && parent.kind === 'project') {
        // VS Code has asked for the row before what is below it, and shows the count of the old list.
        this.#changes.ofOutcome(parent);
      }
      return children;
    }
    if (isFirst && (parent.kind === 'project' || failureOf(branch) !== undefined)) {
      // From now on the row says how many there are below it, or that it needs attention.
      this.#changes.ofOutcome(parent);
    }
    return [...this.#render(parent, branch)];
  }

  #render(parent: ParentNode, branch: Branch): readonly TreeNode[] {
    const children = this.rows.showBelow(parent, branch);
    this.#read.fire(parent);
    return children;
  }
}
