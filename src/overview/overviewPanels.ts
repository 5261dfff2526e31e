import { l10n, ViewColumn, window, type Disposable, type WebviewPanel, type WebviewPanelSerializer } from 'vscode';
import { OVERVIEW } from '../manifest';
import { OverviewPanel, type OverviewPanelOptions } from './overviewPanel';

/** Manages the overview tab, of which there is at most one. */
export class OverviewPanels implements WebviewPanelSerializer, Disposable {
  #open: OverviewPanel | undefined;

  constructor(private readonly options: OverviewPanelOptions) {}

  show(): void {
    if (this.#open === undefined) {
      this.#adopt(
        window.createWebviewPanel(OVERVIEW, l10n.t('Export Buckets at a Glance'), ViewColumn.Active, {
          enableFindWidget: true,
        }),
      );
    } else {
      this.#open.reveal();
    }
  }

  /** Updates the tab after the loaded lists changed. */
  changed(): void {
    this.#open?.changed();
  }

  /** Restores the tab after a window reload. */
  deserializeWebviewPanel(panel: WebviewPanel): Promise<void> {
    this.#adopt(panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.#open?.dispose();
  }

  #adopt(panel: WebviewPanel): void {
    // VS Code may close the tab while the page is being created.
    let adopted: OverviewPanel | undefined;
    try {
      adopted = new OverviewPanel(panel, this.options, () => {
        if (this.#open === adopted) {
          this.#open = undefined;
        }
      });
      this.#open?.dispose();
      this.#open = adopted;
    } catch (error) {
      // Otherwise, an empty tab would stay open.
      panel.dispose();
      throw error;
    }
  }
}
