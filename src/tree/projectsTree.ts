import { EventEmitter, type Disposable, type TreeDataProvider, type TreeItem } from 'vscode';
import type { ExportBucket } from '../atlas/models';
import type { Credentials } from '../credentials/credentials';
import { createBranch, mayLackRole, noteOutcome, type Branch, type RowState } from './branch';
import {
  credentialNode,
  credentialOf,
  exportBucketNodeId,
  messageNode,
  type CredentialNode,
  type ParentNode,
  type TreeNode,
} from './nodes';
import { resolveTooltip } from './tooltips';
import { toTreeItem } from './toTreeItem';

const COUNTDOWN_STEP = 1000;

/**
 * Projects and their export buckets as rows. `getChildren` asks Atlas for a list's first page once; everything after
 * that is asked for by `loadMore`, `retry` and `refresh` alone.
 */
export class ProjectsTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #changed = new EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #branches = new Map<string, Branch>();
  /** The rows shown last, by their ids, and below which row. */
  readonly #nodes = new Map<string, TreeNode>();
  readonly #children = new Map<string, readonly TreeNode[]>();
  readonly #countdown: NodeJS.Timeout;

  constructor(
    private readonly credentials: Pick<Credentials, 'list' | 'clientOf'>,
    private readonly pageSize: () => number,
  ) {
    this.#countdown = setInterval(() => {
      this.#countDown();
    }, COUNTDOWN_STEP);
    this.#countdown.unref();
  }

  async getChildren(parent?: TreeNode): Promise<TreeNode[]> {
    if (parent !== undefined) {
      return parent.kind === 'credential' || parent.kind === 'project' ? this.#load(parent) : [];
    }
    const roots = this.#roots();
    const [only, ...others] = roots;
    return only !== undefined && others.length === 0 ? this.#load(only) : roots;
  }

  getTreeItem(node: TreeNode): TreeItem {
    return toTreeItem(node, this.#rowState(node));
  }

  resolveTreeItem(item: TreeItem, node: TreeNode): TreeItem {
    item.tooltip ??= resolveTooltip(node);
    return item;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.kind === 'credential' || this.#isHidden(node.parent) ? undefined : this.#nodes.get(node.parent.id);
  }

  /** The row that a command's argument stands for; anything else, and a row that is gone, is undefined. */
  find(argument: unknown): TreeNode | undefined {
    const id = typeof argument === 'object' && argument !== null && 'id' in argument ? argument.id : undefined;
    return typeof id === 'string' ? this.#nodes.get(id) : undefined;
  }

  /** An export bucket of a list that was loaded. */
  findExportBucket(credentialId: string, projectId: string, exportBucketId: string): ExportBucket | undefined {
    const node = this.#nodes.get(exportBucketNodeId(credentialId, projectId, exportBucketId));
    return node?.kind === 'exportBucket' ? node.bucket : undefined;
  }

  /** The rows of `nodes`, in the order in which they are shown. */
  inVisualOrder<T extends TreeNode>(nodes: readonly T[]): T[] {
    const positions = new Map<string, number>();
    const walk = (shown: readonly TreeNode[]): void => {
      for (const node of shown) {
        positions.set(node.id, positions.size);
        walk(this.#children.get(node.id) ?? []);
      }
    };
    walk(this.credentials.list().map(credentialNode));
    return [...nodes].sort((a, b) => (positions.get(a.id) ?? 0) - (positions.get(b.id) ?? 0));
  }

  /** The list below a row, as it is now; asks for its first page when nobody has yet. */
  async load(parent: ParentNode): Promise<Branch> {
    await this.#load(parent);
    return this.#branchOf(parent);
  }

  /**
   * Asks for the next page of a list, or once more for the one that failed.
   * @returns the first row that is new
   */
  async loadNext(parent: ParentNode): Promise<TreeNode | undefined> {
    const branch = this.#branchOf(parent);
    const before = branch.list.items.length;
    branch.retryAt = undefined;
    const loading = branch.list.loadNext();
    this.#fireMessages(parent);
    await loading;
    noteOutcome(branch, Date.now());
    if (this.#branches.get(parent.id) !== branch) {
      return undefined;
    }
    const children = this.#render(parent, branch);
    this.#fire(parent);
    return branch.list.items.length > before ? children[before] : undefined;
  }

  /** Asks again for as many pages as there were of one list; its rows stay until the answers are there. */
  async refresh(parent: ParentNode): Promise<void> {
    const old = this.#branches.get(parent.id);
    if (old !== undefined && mayLackRole(old)) {
      const client = await this.credentials.clientOf(credentialOf(parent)).catch(() => undefined);
      await client?.renewAccess();
    }
    const branch = this.#createBranch(parent, old?.list.pagesLoaded);
    await branch.list.load();
    noteOutcome(branch, Date.now());
    if (this.#branches.get(parent.id) === old) {
      this.#branches.set(parent.id, branch);
      old?.list.abandon();
      this.#fire(parent);
    }
  }

  /** Asks again for everything that is shown; what is collapsed is asked for when it is expanded. */
  async refreshAll(): Promise<void> {
    const roots = this.#roots();
    for (const node of this.#nodes.values()) {
      const old = this.#branches.get(node.id);
      if (node.kind === 'project' && old !== undefined) {
        this.#branches.set(node.id, this.#createBranch(node, old.list.pagesLoaded));
        old.list.abandon();
      }
    }
    await Promise.all(roots.filter(({ id }) => this.#branches.has(id)).map((root) => this.refresh(root)));
    this.#changed.fire(undefined);
  }

  /** The keys of a credential changed, or it came or went: nothing that was seen through it counts any more. */
  forget(credentialId: string): void {
    for (const [id, node] of this.#nodes) {
      if (credentialOf(node).id === credentialId) {
        this.#branches.get(id)?.list.abandon();
        this.#branches.delete(id);
        this.#nodes.delete(id);
        this.#children.delete(id);
      }
    }
    this.#changed.fire(undefined);
  }

  dispose(): void {
    clearInterval(this.#countdown);
    for (const { list } of this.#branches.values()) {
      list.abandon();
    }
    this.#changed.dispose();
  }

  #roots(): CredentialNode[] {
    const roots = this.credentials.list().map(credentialNode);
    roots.forEach((root) => this.#nodes.set(root.id, root));
    return roots;
  }

  async #load(parent: ParentNode): Promise<TreeNode[]> {
    const branch = this.#branchOf(parent);
    const first = branch.list.pagesLoaded === 0 && branch.list.failure === undefined;
    await branch.list.load();
    if (this.#branches.get(parent.id) !== branch) {
      return this.#load(parent);
    }
    if (first) {
      noteOutcome(branch, Date.now());
      if (parent.kind === 'project' && branch.list.totalCount !== undefined) {
        // The number of export buckets is known from now on; the row says it.
        this.#changed.fire(parent);
      }
    }
    return [...this.#render(parent, branch)];
  }

  #branchOf(parent: ParentNode): Branch {
    const known = this.#branches.get(parent.id);
    const branch = known ?? this.#createBranch(parent);
    this.#branches.set(parent.id, branch);
    return branch;
  }

  #createBranch(parent: ParentNode, pages = 1): Branch {
    const client = () => this.credentials.clientOf(credentialOf(parent));
    return createBranch(parent, client, this.pageSize(), pages);
  }

  #render(parent: ParentNode, branch: Branch): readonly TreeNode[] {
    const { list } = branch;
    const children: TreeNode[] = [...branch.rows()];
    if (list.unreadable > 0) {
      children.push(messageNode('unreadable', parent));
    }
    if (list.failure !== undefined) {
      children.push(messageNode('failure', parent));
    } else if (!list.isComplete) {
      children.push(messageNode('loadMore', parent));
    } else if (children.length === 0) {
      children.push(messageNode('empty', parent));
    }
    const shown = new Set(children.map(({ id }) => id));
    for (const { id } of this.#children.get(parent.id) ?? []) {
      if (!shown.has(id)) {
        this.#nodes.delete(id);
        this.#branches.delete(id);
      }
    }
    children.forEach((child) => this.#nodes.set(child.id, child));
    this.#children.set(parent.id, children);
    return children;
  }

  #rowState(node: TreeNode): RowState {
    const branch = this.#branches.get(node.kind === 'credential' || node.kind === 'project' ? node.id : node.parent.id);
    const siblings = node.kind === 'project' ? this.#branches.get(node.parent.id) : branch;
    const name =
      node.kind === 'project' ? node.project.name : node.kind === 'exportBucket' ? node.bucket.bucketName : '';
    return { branch, ambiguous: siblings?.isAmbiguous(name) ?? false, now: Date.now() };
  }

  #isHidden(parent: ParentNode): boolean {
    return parent.kind === 'credential' && this.credentials.list().length === 1;
  }

  /** Has VS Code ask again for a row and what is below it. */
  #fire(parent: ParentNode): void {
    this.#changed.fire(this.#isHidden(parent) ? undefined : this.#nodes.get(parent.id));
  }

  /** Has VS Code ask again for what the rows say that are about the list itself. */
  #fireMessages(parent: ParentNode): void {
    for (const node of this.#children.get(parent.id) ?? []) {
      if (node.kind === 'loadMore' || node.kind === 'failure') {
        this.#changed.fire(node);
      }
    }
  }

  #countDown(): void {
    for (const [id, branch] of this.#branches) {
      const parent = this.#nodes.get(id);
      if (branch.retryAt === undefined || (parent?.kind !== 'credential' && parent?.kind !== 'project')) {
        continue;
      }
      if (Date.now() >= branch.retryAt) {
        void this.loadNext(parent);
      } else {
        this.#fireMessages(parent);
      }
    }
  }
}
