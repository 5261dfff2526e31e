import { ViewColumn, window, type Disposable, type WebviewPanel, type WebviewPanelSerializer } from 'vscode';
import type { CloudProviderRole } from '../atlas/cloudProviderAccess';
import type { ExportBucket } from '../atlas/models';
import type { ExportsStore } from '../exports/health/exportsStore';
import { DETAILS } from '../manifest';
import { credentialOf, type ExportBucketNode } from '../model/nodes';
import { DetailsPanel, type DetailsPanelOptions } from './detailsPanel';
import { nodeOf, readTarget, targetId, targetOf, type DetailsTarget } from './detailsTarget';
import { ProjectCache } from './projectCache';
import { findRole } from '../exports/health/roleFinding';
import { cut, visibleText } from '../text/invisible';
import { titleText } from '../text/sinks';
import { shortId } from '../text/wording';

export interface DetailsPanelsOptions extends Omit<
  DetailsPanelOptions,
  'target' | 'panel' | 'cache' | 'onUsed' | 'onClosed' | 'titleOf'
> {
  /** Returns whether another export bucket with the same name is loaded in the tree. */
  readonly hasNamesake: (bucket: ExportBucket) => boolean;
  /** Keeps what was loaded about exports. */
  readonly exportsStore: ExportsStore;
}

/** Milliseconds after which several changes of the tree update the titles once. */
const TITLES_DELAY = 500;
/** Maximum characters of a name in a title with an ID, so that the ID stays visible. */
const MAX_NAME = 60;

/**
 * The details tabs, at most one per export bucket. One tab at a time is a preview: clicking another row reuses it. It
 * stops being a preview when the user interacts with it or opens the same bucket again.
 */
export class DetailsPanels implements WebviewPanelSerializer, Disposable {
  readonly #open = new Set<DetailsPanel>();
  readonly #cache: ProjectCache;
  #preview: DetailsPanel | undefined;
  #titlesTimer: NodeJS.Timeout | undefined;

  constructor(private readonly options: DetailsPanelsOptions) {
    this.#cache = new ProjectCache(options.exportsStore);
  }

  /** Opens an export bucket in its own tab, and focuses it. A tab that is open stays in its column. */
  open(node: ExportBucketNode, viewColumn = ViewColumn.Active): void {
    const target = targetOf(node);
    const panel = this.#find(targetId(target)) ?? this.#create(target, { viewColumn, preserveFocus: false });
    this.#keep(panel);
    panel.reveal(false);
  }

  /** Opens an export bucket in the preview tab. The tree keeps the focus, so that the user can continue browsing. */
  preview(node: ExportBucketNode): void {
    const target = targetOf(node);
    const known = this.#find(targetId(target));
    if (known !== undefined) {
      this.#keep(known);
      known.reveal(true);
    } else if (this.#preview !== undefined) {
      this.#preview.show(target);
      this.#preview.reveal(true);
      this.updateTitles();
    } else {
      this.#preview = this.#create(target, { viewColumn: ViewColumn.Active, preserveFocus: true });
    }
  }

  /** Returns the row with an ID if its export bucket is open in a tab. The tree may not have loaded it. */
  find(id: string): ExportBucketNode | undefined {
    const target = this.#find(id)?.target;
    const credential = target === undefined ? undefined : this.options.credentials.find(target.credentialId);
    return target === undefined || credential === undefined ? undefined : nodeOf(target, credential);
  }

  /** Returns the role of an export bucket from the cache of the tabs, or loads it. Undefined if it wasn't found. */
  async roleOf(node: ExportBucketNode): Promise<CloudProviderRole | undefined> {
    const client = await this.options.credentials.clientOf(credentialOf(node));
    const finding = findRole(node.bucket, await this.#cache.access(client, targetOf(node)));
    return finding.kind === 'found' ? finding.role : undefined;
  }

  /** Restores a tab after a window reload. */
  deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const target = readTarget(typeof state === 'object' && state !== null && 'target' in state ? state.target : state);
    if (target === undefined) {
      panel.dispose();
    } else {
      this.#adopt(panel, target);
    }
    return Promise.resolve();
  }

  /** Reloads the tabs of a credential that was added, removed, or whose keys changed. */
  credentialChanged(credentialId: string): void {
    this.#cache.clear();
    for (const panel of this.#open) {
      if (panel.target.credentialId === credentialId) {
        panel.show(panel.target);
      }
    }
  }

  /** Refreshes all tabs. */
  refreshAll(): void {
    for (const panel of this.#open) {
      panel.refresh();
    }
  }

  /** Schedules an update of the titles after export buckets were loaded, opened or closed, because names may repeat. */
  updateTitles(): void {
    if (this.#open.size > 0) {
      this.#titlesTimer ??= setTimeout(() => {
        this.#titlesTimer = undefined;
        this.#open.forEach((panel) => {
          panel.updateTitle();
        });
      }, TITLES_DELAY);
    }
  }

  dispose(): void {
    clearTimeout(this.#titlesTimer);
    for (const panel of this.#open) {
      panel.dispose();
    }
  }

  #find(id: string): DetailsPanel | undefined {
    return [...this.#open].find(({ target }) => targetId(target) === id);
  }

  #keep(panel: DetailsPanel | undefined): void {
    if (this.#preview === panel) {
      this.#preview = undefined;
    }
  }

  #create(
    target: DetailsTarget,
    place: { readonly viewColumn: ViewColumn; readonly preserveFocus: boolean },
  ): DetailsPanel {
    const panel = window.createWebviewPanel(DETAILS, titleText(this.#titleOf(target)), place, {
      enableFindWidget: true,
    });
    return this.#adopt(panel, target);
  }

  /** Returns the name of the bucket, with the end of its ID if another one has the same name. */
  #titleOf({ bucket }: DetailsTarget): string {
    const isSame = ({ bucketName, _id }: ExportBucket): boolean =>
      bucketName === bucket.bucketName && _id !== bucket._id;
    const name = visibleText(bucket.bucketName);
    return this.options.hasNamesake(bucket) || [...this.#open].some(({ target }) => isSame(target.bucket))
      ? `${cut(name, MAX_NAME)} (${shortId(bucket._id)})`
      : name;
  }

  #adopt(panel: WebviewPanel, target: DetailsTarget): DetailsPanel {
    // VS Code may close the tab while the page is being created.
    let adopted: DetailsPanel | undefined;
    try {
      adopted = new DetailsPanel({
        ...this.options,
        cache: this.#cache,
        panel,
        target,
        titleOf: (shown) => this.#titleOf(shown),
        onUsed: () => {
          this.#keep(adopted);
        },
        onClosed: () => {
          if (adopted !== undefined) {
            this.#open.delete(adopted);
          }
          this.#keep(adopted);
          this.updateTitles();
        },
      });
      this.#open.add(adopted);
      this.updateTitles();
      return adopted;
    } catch (error) {
      // Otherwise, an empty tab would stay open.
      panel.dispose();
      throw error;
    }
  }
}
