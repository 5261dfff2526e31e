import { Uri, ViewColumn, window, type Disposable, type WebviewPanel, type WebviewPanelSerializer } from 'vscode';
import { DETAILS } from '../manifest';
import type { ExportBucketNode } from '../model/nodes';
import type { DetailsPanel, DetailsPanelOptions } from './detailsPanel';
import { nodeOf, readTarget, targetId, targetOf, type DetailsTarget } from './detailsTarget';
import { ProjectCache } from './projectCache';
import { visibleText } from '../text/invisible';
import { titleText } from '../text/sinks';

export interface DetailsPanelsOptions extends Omit<
  DetailsPanelOptions,
  'target' | 'panel' | 'shared' | 'onUsed' | 'onClosed'
> {
  readonly extensionUri: Uri;
}

/**
 * The tabs that show export buckets, one for each. One tab at a time is a preview: it belongs to whatever row was
 * clicked last, until somebody uses it or opens its bucket once more.
 */
export class DetailsPanels implements WebviewPanelSerializer, Disposable {
  readonly #open = new Set<DetailsPanel>();
  readonly #shared = new ProjectCache();
  #preview: DetailsPanel | undefined;

  constructor(private readonly options: DetailsPanelsOptions) {}

  /** Shows an export bucket in a tab of its own, which gets the focus. */
  async open(node: ExportBucketNode): Promise<void> {
    const { DetailsPanel: Panel } = await import('./detailsPanel');
    const target = targetOf(node);
    const panel = this.#find(targetId(target)) ?? this.#create(Panel, target, false);
    this.#keep(panel);
    panel.reveal(false);
  }

  /** Shows an export bucket beside the tree, which keeps the focus, so that one can go on from row to row. */
  async preview(node: ExportBucketNode): Promise<void> {
    const { DetailsPanel: Panel } = await import('./detailsPanel');
    const target = targetOf(node);
    const known = this.#find(targetId(target));
    if (known !== undefined) {
      this.#keep(known);
      known.reveal(true);
    } else if (this.#preview !== undefined) {
      this.#preview.show(target);
      this.#preview.reveal(true);
    } else {
      this.#preview = this.#create(Panel, target, true);
    }
  }

  /** The row of an export bucket that is open in a tab, whether the tree has it or not. */
  find(argument: unknown): ExportBucketNode | undefined {
    const id = typeof argument === 'object' && argument !== null && 'id' in argument ? argument.id : undefined;
    const target = typeof id === 'string' ? this.#find(id)?.target : undefined;
    const credential = target === undefined ? undefined : this.options.credentials.find(target.credentialId);
    return target === undefined || credential === undefined ? undefined : nodeOf(target, credential);
  }

  /** Brings a tab back after the window was reloaded. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const { DetailsPanel: Panel } = await import('./detailsPanel');
    const target = readTarget(typeof state === 'object' && state !== null && 'target' in state ? state.target : state);
    if (target === undefined) {
      panel.dispose();
    } else {
      this.#adopt(Panel, panel, target);
    }
  }

  /** The keys of a credential changed, or it came or went. */
  credentialChanged(credentialId: string): void {
    this.#shared.clear();
    for (const panel of this.#open) {
      if (panel.target.credentialId === credentialId) {
        panel.show(panel.target);
      }
    }
  }

  /** Asks anew for everything that is shown. */
  refreshAll(): void {
    for (const panel of this.#open) {
      panel.refresh();
    }
  }

  dispose(): void {
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

  #create(Panel: typeof DetailsPanel, target: DetailsTarget, preserveFocus: boolean): DetailsPanel {
    const panel = window.createWebviewPanel(DETAILS, titleText(visibleText(target.bucket.bucketName)), {
      viewColumn: ViewColumn.Active,
      preserveFocus,
    });
    return this.#adopt(Panel, panel, target);
  }

  #adopt(Panel: typeof DetailsPanel, panel: WebviewPanel, target: DetailsTarget): DetailsPanel {
    const { extensionUri } = this.options;
    const icon = (theme: string) => Uri.joinPath(extensionUri, 'media/details', `bucket-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    // VS Code may close the tab before there is a page.
    let adopted: DetailsPanel | undefined;
    try {
      adopted = new Panel({
        ...this.options,
        shared: this.#shared,
        panel,
        target,
        onUsed: () => {
          this.#keep(adopted);
        },
        onClosed: () => {
          if (adopted !== undefined) {
            this.#open.delete(adopted);
          }
          this.#keep(adopted);
        },
      });
      this.#open.add(adopted);
      return adopted;
    } catch (error) {
      // An empty tab that nobody owns would stay.
      panel.dispose();
      throw error;
    }
  }
}
