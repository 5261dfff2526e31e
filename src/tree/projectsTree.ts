import { EventEmitter, type Disposable, type Event, type TreeDataProvider, type TreeItem } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { Arrangements } from './arrangements';
import { isRefusedKey, type LoadedList } from '../model/loadedList';
import { LoadedLists, type LoadedListsOptions } from '../model/loadedLists';
import { CountDown } from './countDown';
import type { FindByIdOptions, FoundById } from '../model/findById';
import type { LoadAllResult, LoadAllOptions, Scope } from '../model/loadAll';
import { rootOf, type ExportBucketNode, type ParentNode, type ProjectNode, type TreeNode } from '../model/nodes';
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
  readonly #lists: LoadedLists;
  readonly rows: Rows;
  readonly onDidChangeTreeData: Event<TreeNode | undefined>;
  readonly #countdown: CountDown;
  /** What VS Code was told that a row says, by the row's id. */
  readonly #displayed = new Map<string, string>();
  #isDisposed = false;
  readonly #rearranged: { dispose(): void };

  constructor(
    private readonly credentials: Pick<Credentials, 'list' | 'clientOf'>,
    arrangements: Arrangements,
    options: Omit<LoadedListsOptions, 'credentials'>,
  ) {
    this.#lists = new LoadedLists({
      credentials,
      ...options,
      onWait: () => {
        this.#countdown.start();
      },
    });
    this.rows = new Rows(credentials, arrangements, this.#lists);
    this.#changes = new TreeChanges(this.rows);
    this.onDidChangeTreeData = this.#changes.onDidChange;
    this.#rearranged = arrangements.onDidChange(() => {
      this.#changes.fireAll();
    });
    this.#countdown = new CountDown(this.#lists, this.rows, {
      retry: (parent) => void this.retry(parent),
      show: (parent) => {
        this.#changes.fireProgress(parent);
      },
    });
  }

  getChildren(parent?: TreeNode): Promise<TreeNode[]> {
    return this.#changes.whileReading(parent, async () => {
      if (parent !== undefined) {
        return parent.kind === 'credential' || parent.kind === 'project' ? this.#load(parent) : [];
      }
      const roots = this.rows.roots();
      const [only, ...others] = roots;
      return only !== undefined && others.length === 0 ? this.#load(only) : roots;
    });
  }

  getTreeItem(node: TreeNode): TreeItem {
    const item = toTreeItem(node, this.rows.stateOf(node));
    if (node.kind === 'credential' || node.kind === 'project') {
      this.#displayed.set(node.id, displayedState(item));
    }
    return item;
  }

  resolveTreeItem(item: TreeItem, node: TreeNode): TreeItem {
    item.tooltip ??= resolveTooltip(node);
    return item;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.kind === 'credential' ? undefined : this.rows.above(node.parent);
  }

  /** The list below a row, as it is now; asks for its first page when nobody has yet. */
  async load(parent: ParentNode): Promise<LoadedList> {
    this.rows.roots();
    await this.#load(parent);
    return this.#lists.of(parent);
  }

  /**
   * Asks for the next page of a list.
   * @returns the first row that is new
   */
  async loadNext(parent: ParentNode): Promise<TreeNode | undefined> {
    const list = this.#lists.of(parent);
    const { items } = list.pages;
    const before = items.length;
    list.stopWaiting();
    const loading = this.#lists.loadNext(parent);
    this.#changes.fireProgress(parent);
    await loading;
    if (this.#lists.get(parent.id) !== list) {
      return undefined;
    }
    const children = this.#render(parent, list);
    this.#changes.fireList(parent);
    await this.#changes.untilFired(parent);
    const isGrown = list.pages.items === items && items.length > before;
    const firstNew = isGrown ? list.rows()[before] : undefined;
    return children.find((child) => child === firstNew);
  }

  /**
   * Loads everything below some rows, as `loadAll` says; the rows that are shown say how far it has come.
   * @throws the AbortError of `signal`
   */
  async loadAll(scopes: readonly Scope[], options: Omit<LoadAllOptions, 'onChange'>): Promise<LoadAllResult> {
    const { loadAll } = await import('../model/loadAll');
    const onChange = (parent: ParentNode): void => {
      if (this.rows.get(parent.id) !== undefined) {
        this.#changes.fireResult(parent);
      }
    };
    const loaded = loadAll(this.#lists, scopes, { ...options, onChange });
    for (const scope of scopes) {
      this.#changes.fireProgress(scope.kind === 'project' || scope.kind === 'credential' ? scope : scope.parent);
    }
    return loaded;
  }

  /**
   * Looks for what has an ID and is in none of the lists so far, as `findById` says.
   * @throws the AbortError of `signal`
   */
  async findById(id: string, options: Omit<FindByIdOptions, 'credentials'>): Promise<FoundById> {
    const { findById } = await import('../model/findById');
    const found = await findById(this.#lists, this.rows.roots(), id, { credentials: this.credentials, ...options });
    for (const row of found.rows) {
      if (row.kind === 'exportBucket') {
        this.#changes.fireList(row.parent);
      }
    }
    return found;
  }

  /** Keeps an export bucket that was requested by its ID in the list of its project, and shows its row. */
  keepFound({ parent, bucket }: ExportBucketNode): void {
    const { found } = this.#lists.of(parent);
    if (!found.some(({ _id }) => _id === bucket._id)) {
      found.push(bucket);
    }
    this.#changes.fireList(parent);
  }

  /** The row of a project or export bucket, with the lists shown that it is in; undefined where it is not shown. */
  async show(node: ProjectNode | ExportBucketNode): Promise<TreeNode | undefined> {
    await this.load(rootOf(node));
    if (node.kind === 'exportBucket') {
      await this.#load(node.parent);
    }
    await this.#changes.untilFired(rootOf(node));
    return this.rows.find(node);
  }

  /** Requests again what failed. */
  async retry(parent: ParentNode): Promise<void> {
    const list = this.#lists.of(parent);
    list.stopWaiting();
    await this.#lists.renewAccessFor(parent);
    const wasRefused = isRefusedKey(list.failure);
    await (list.refreshError === undefined ? this.loadNext(parent) : this.refresh(parent));
    if (wasRefused) {
      this.#changes.fireList(rootOf(parent));
      await this.#changes.untilFired(rootOf(parent));
    }
  }

  /** Loads as much of one list again as there is; its rows stay until the new ones are there, and if that fails. */
  async refresh(parent: ParentNode): Promise<void> {
    await (parent.kind === 'credential'
      ? this.#lists.renewAccess(parent.credential)
      : this.#lists.renewAccessFor(parent));
    await this.#lists.reload(parent);
    this.#changes.fireList(parent);
    await this.#changes.untilFired(parent);
  }

  /** Reloads everything that is shown; what is collapsed is reloaded when it is expanded. */
  async refreshAll(): Promise<void> {
    for (const [, list] of this.#lists.entries()) {
      list.isStale = true;
    }
    const shown = this.rows.roots().filter(({ id }) => this.#lists.get(id) !== undefined);
    await Promise.all(
      shown.map(async (root) => {
        await this.#lists.renewAccess(root.credential);
        await this.#lists.load(root);
      }),
    );
    this.#changes.fireAll();
    await this.#changes.untilFired();
  }

  /** The projects of a credential that the person named or pinned are others now. */
  updateProjects(credentialId: string): void {
    const root = this.rows.roots().find(({ credential }) => credential.id === credentialId);
    if (root !== undefined) {
      this.#changes.fireList(root);
    }
  }

  /** A credential has another name; what was seen through it stays. */
  renameCredential(credential: Credential): void {
    this.#lists.renameCredential(credential);
    this.#changes.fireAll();
  }

  /** The keys of a credential changed, or it came or went: nothing that was seen through it counts any more. */
  forget(credentialId: string): void {
    this.rows.forget(credentialId);
    this.#changes.fireAll();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#countdown.dispose();
    this.#rearranged.dispose();
    for (const [id] of this.#lists.entries()) {
      this.#lists.drop(id);
    }
    this.#changes.dispose();
    this.#read.dispose();
  }

  async #load(parent: ParentNode): Promise<TreeNode[]> {
    if (this.#isDisposed || this.rows.get(parent.id) === undefined) {
      // The row went while VS Code was about to ask for what is below it.
      return [];
    }
    const list = this.#lists.of(parent);
    await this.#lists.load(parent);
    if (this.#lists.get(parent.id) !== list) {
      // The credential has changed or is gone.
      return this.#load(parent);
    }
    const children = this.#render(parent, list);
    for (const row of [rootOf(parent), parent]) {
      // VS Code has asked for the row before what is below it: how many there are, or that it needs attention.
      if (
        this.rows.above(row) !== undefined &&
        this.#displayed.get(row.id) !== displayedState(toTreeItem(row, this.rows.stateOf(row)))
      ) {
        this.#changes.fireList(row);
        break;
      }
    }
    return [...children];
  }

  #render(parent: ParentNode, list: LoadedList): readonly TreeNode[] {
    const children = this.rows.showBelow(parent, list);
    this.#read.fire(parent);
    return children;
  }
}

/** What a row says that depends on the list below it. */
function displayedState({ description, contextValue }: TreeItem): string {
  return JSON.stringify([description, contextValue]);
}
