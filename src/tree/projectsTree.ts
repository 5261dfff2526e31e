import { EventEmitter, type Disposable, type Event, type TreeDataProvider, type TreeItem } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { Arrangements } from './arrangements';
import { isRefusedKey, type LoadedList } from '../model/loadedList';
import { LoadedLists, type LoadedListsOptions } from '../model/loadedLists';
import type { RowState } from './rowState';
import { CountDown } from './countDown';
import { DisplayedItems } from './displayedItems';
import { ExpandedRows } from './expandedRows';
import type { FindByIdOptions, FoundById } from '../model/findById';
import type { LoadAllResult, LoadAllOptions, Scope } from '../model/loadAll';
import {
  isParent,
  parentOf,
  rootOf,
  type ExportBucketNode,
  type ItemNode,
  type ParentNode,
  type TreeNode,
} from '../model/nodes';
import { Rows } from './rows';
import { TreeChanges } from './treeChanges';

/**
 * Provides projects and export buckets as rows. `getChildren` requests the first page of a list once. Further requests
 * need a command, a rate limit that ends, or a stale list that is expanded.
 */
export class ProjectsTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #changes: TreeChanges;
  readonly #read = new EventEmitter<ParentNode>();
  /** Fires after the rows of a list were updated, with or without a request. */
  readonly onDidReadList = this.#read.event;
  readonly #lists: LoadedLists;
  readonly rows: Rows;
  readonly expanded = new ExpandedRows();
  readonly onDidChangeTreeData: Event<TreeNode | undefined>;
  readonly #countdown: CountDown;
  readonly #items: DisplayedItems;
  #isDisposed = false;
  readonly #rearranged: { dispose(): void };

  constructor(
    private readonly credentials: Pick<Credentials, 'list' | 'clientOf'>,
    arrangements: Arrangements,
    { providerIcons, ...options }: Omit<LoadedListsOptions, 'credentials'> & Pick<RowState, 'providerIcons'>,
  ) {
    this.#lists = new LoadedLists({
      credentials,
      ...options,
      onWait: () => {
        this.#countdown.start();
      },
    });
    this.rows = new Rows(credentials, arrangements, this.#lists, providerIcons);
    this.#items = new DisplayedItems(this.rows, this.expanded);
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
        return isParent(parent) ? this.#load(parent) : [];
      }
      const [only, ...others] = this.rows.roots();
      if (only === undefined || others.length > 0) {
        return this.rows.roots();
      }
      const rows = await this.#load(only);
      this.expanded.add(only);
      return this.rows.hasNoProjects() ? [] : rows;
    });
  }

  getTreeItem(node: TreeNode): TreeItem {
    return this.#items.itemOf(node);
  }

  async resolveTreeItem(item: TreeItem, node: TreeNode): Promise<TreeItem> {
    const { resolveTooltip } = await import('./tooltips');
    item.tooltip ??= resolveTooltip(node, this.rows.stateOf(node));
    return item;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.kind === 'credential' ? undefined : this.rows.above(node.parent);
  }

  /** Returns the list below a row. Requests its first page unless it was requested before. */
  async load(parent: ParentNode): Promise<LoadedList> {
    this.rows.roots();
    await this.#load(parent);
    return this.#lists.of(parent);
  }

  /**
   * Loads the next page of a list.
   * @returns the first new row
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
    await this.#changes.fireAndWait(parent);
    const isGrown = list.pages.items === items && items.length > before;
    return isGrown ? children.find((child) => child === list.rows()[before]) : undefined;
  }

  /**
   * Loads everything below some rows, as `loadAll` does, and updates the displayed rows.
   * @throws the AbortError of `signal`
   */
  async loadAll(scopes: readonly Scope[], options: Omit<LoadAllOptions, 'onChange'>): Promise<LoadAllResult> {
    const { loadAll } = await import('../model/loadAll');
    const onChange = (parent: ParentNode): void => {
      this.#changes.fireResult(parent);
    };
    const loaded = loadAll(this.#lists, scopes, { ...options, onChange });
    this.#changes.fireProgress(...scopes.map(parentOf));
    return loaded;
  }

  /**
   * Searches for the export bucket or project with an ID, as `findById` does.
   * @param options `origin` is the only base URL that may receive the ID
   * @throws the AbortError of `signal`
   */
  async findById(
    id: string,
    { origin, ...options }: Omit<FindByIdOptions, 'credentials'> & { readonly origin?: string },
  ): Promise<FoundById> {
    const { findById } = await import('../model/findById');
    const roots = this.rows.roots().filter(({ credential }) => origin === undefined || credential.origin === origin);
    const found = await findById(this.#lists, roots, id, { credentials: this.credentials, ...options });
    for (const { parent } of found.rows.filter((row) => row.kind === 'exportBucket')) {
      this.#changes.fireList(parent);
    }
    return found;
  }

  /** Keeps an export bucket that was requested by its ID in the list of its project, and shows its row. */
  keepFound({ parent, bucket }: ExportBucketNode): void {
    this.#lists.keepFound(parent, bucket);
    this.#changes.fireList(parent);
  }

  /** Displays the lists that contain an item. Returns its row, or the one that says it is hidden; undefined for none. */
  async show(node: ItemNode): Promise<TreeNode | undefined> {
    await this.load(rootOf(node));
    if (node.kind === 'exportBucket') {
      await this.#load(node.parent);
    }
    await this.#changes.untilFired(rootOf(node));
    return this.rows.find(node) ?? this.rows.hiding(node);
  }

  /** Repeats the request that failed. */
  async retry(parent: ParentNode): Promise<void> {
    const list = this.#lists.of(parent);
    list.stopWaiting();
    await this.#lists.renewAccessFor(parent);
    const wasRefused = isRefusedKey(list.failure);
    await (list.pages.refreshError === undefined ? this.loadNext(parent) : this.refresh(parent));
    if (wasRefused) {
      await this.#changes.fireAndWait(rootOf(parent));
    }
  }

  /** Reloads the loaded pages of a list. Its rows stay until all pages are loaded, and if a request fails. */
  async refresh(parent: ParentNode): Promise<void> {
    await this.#lists.refresh(parent);
    await this.#changes.fireAndWait(parent);
  }

  /** Reloads the lists below expanded rows. The other lists are reloaded when their rows are expanded. */
  async refreshAll(): Promise<void> {
    await this.#lists.refreshAll(this.rows.roots());
    await this.#changes.fireAndWait();
  }

  /** Updates the rows after the user added, removed, pinned or unpinned projects of a credential. */
  updateProjects(credentialId: string): void {
    const root = this.rows.roots().find(({ credential }) => credential.id === credentialId);
    if (root !== undefined) {
      this.#changes.fireList(root);
    }
  }

  /** Updates the credential name in the rows. */
  renameCredential(credential: Credential): void {
    this.#lists.renameCredential(credential);
    this.#changes.fireAll();
  }

  /** Drops all rows of a credential after it was added or removed, or its keys changed. */
  forget(credentialId: string): void {
    this.rows.forget(credentialId);
    this.#changes.fireAll();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const part of [this.#countdown, this.#rearranged, this.#lists, this.#changes, this.#read]) {
      part.dispose();
    }
  }

  async #load(parent: ParentNode): Promise<TreeNode[]> {
    if (this.#isDisposed || this.rows.get(parent.id) === undefined) {
      // The row was removed before VS Code requested its children.
      return [];
    }
    const list = this.#lists.of(parent);
    await this.#lists.load(parent);
    if (this.#lists.get(parent.id) !== list) {
      // The credential was changed or removed while the list was loading.
      return this.#load(parent);
    }
    const children = this.#render(parent, list);
    const outdated = this.#items.outdatedOf(parent);
    if (outdated !== undefined) {
      this.#changes.fireList(outdated);
    }
    return [...children];
  }

  #render(parent: ParentNode, list: LoadedList): readonly TreeNode[] {
    const children = this.rows.showBelow(parent, list);
    this.#read.fire(parent);
    return children;
  }
}
