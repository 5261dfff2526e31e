import { l10n, Uri, ViewColumn, window, type Disposable, type WebviewPanel, type WebviewPanelSerializer } from 'vscode';
import { OVERVIEW } from '../ids';
import type { OverviewPanel, OverviewPanelOptions } from './overviewPanel';

/** The one tab with the overview, if it is open. */
export class OverviewPanels implements WebviewPanelSerializer, Disposable {
  #open: OverviewPanel | undefined;

  constructor(private readonly options: OverviewPanelOptions) {}

  async show(): Promise<void> {
    if (this.#open === undefined) {
      await this.#adopt(window.createWebviewPanel(OVERVIEW, l10n.t('Export Buckets at a Glance'), ViewColumn.Active));
    } else {
      this.#open.reveal();
    }
  }

  /** More is known now, or less. */
  changed(): void {
    this.#open?.changed();
  }

  /** Brings the tab back after the window was reloaded. */
  deserializeWebviewPanel(panel: WebviewPanel): Promise<void> {
    return this.#adopt(panel);
  }

  dispose(): void {
    this.#open?.dispose();
  }

  async #adopt(panel: WebviewPanel): Promise<void> {
    const { OverviewPanel: Panel } = await import('../onDemand');
    const icon = (theme: string) => Uri.joinPath(this.options.extensionUri, 'media/overview', `chart-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    // VS Code may close the tab before there is a page.
    let adopted: OverviewPanel | undefined;
    try {
      adopted = new Panel(panel, this.options, () => {
        if (this.#open === adopted) {
          this.#open = undefined;
        }
      });
      this.#open?.dispose();
      this.#open = adopted;
    } catch (error) {
      // An empty tab that nobody owns would stay.
      panel.dispose();
      throw error;
    }
  }
}
