import { env, l10n, type Disposable, type Uri, type WebviewPanel } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import { copiedText } from '../text/copied';
import { loadPage } from '../webview/loadPage';
import type { ExportsCheck } from './exportsCheck';
import type { DescribeOptions } from './health/describe';
import { describeView } from './health/describeView';
import { readPageRequest, type PageRequest, type Topic } from './pageRequest';
import type { View } from './protocol';
import { markdownReport } from './report';
import { saveHealthList } from './saveHealthList';

export interface ExportsPanelOptions {
  readonly extensionUri: Uri;
  readonly describe: DescribeOptions;
  /** Reveals the tree row with this ID. */
  readonly reveal: (row: string, toSide: boolean) => Promise<void>;
  readonly acknowledge: Acknowledge;
  readonly report: (error: unknown) => void;
}

/** Rows that the page shows at first, and that each click on the button for more rows adds. */
const ROWS = 200;
/** Minimum milliseconds between two updates, plus this multiple of the time that an update takes. */
const PAUSE = 250;
const PAUSE_PER_WORK = 4;

/** The tab with the state of exports. */
export class ExportsPanel implements Disposable {
  readonly #subscriptions: Disposable[];
  #check: ExportsCheck | undefined;
  #topic: Topic = 'clusters';
  #rows = ROWS;
  #timer: NodeJS.Timeout | undefined;
  #isReady = false;
  #pause = PAUSE;

  constructor(
    private readonly panel: WebviewPanel,
    private readonly options: ExportsPanelOptions,
    onClosed: () => void,
  ) {
    this.#subscriptions = [
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const request = readPageRequest(message);
        if (request !== undefined) {
          this.#handle(request).catch(options.report);
        }
      }),
      panel.onDidDispose(() => {
        this.#close();
        onClosed();
      }),
    ];
    loadPage(panel, options.extensionUri, {
      name: 'exports',
      icon: 'export',
      locale: options.describe.language.locale,
      title: l10n.t('Export Health'),
    });
  }

  /** Shows another check, and cancels the one before. */
  show(check: ExportsCheck): void {
    this.#check?.cancel();
    this.#check = check;
    this.#topic = 'clusters';
    this.#rows = ROWS;
    this.panel.reveal();
    this.#publish();
  }

  /** Schedules an update of the page. Several changes in a short time cause one update. */
  changed(check: ExportsCheck): void {
    if (check === this.#check) {
      this.#timer ??= setTimeout(() => {
        this.#publish();
      }, this.#pause);
    }
  }

  dispose(): void {
    this.panel.dispose();
  }

  #close(): void {
    this.#isReady = false;
    this.#check?.cancel();
    clearTimeout(this.#timer);
    this.#subscriptions.forEach((subscription) => {
      subscription.dispose();
    });
  }

  async #handle(request: PageRequest): Promise<void> {
    switch (request.type) {
      case 'ready':
        this.#isReady = true;
        break;
      case 'open':
        this.#topic = request.topic;
        this.#rows = ROWS;
        break;
      case 'more':
        this.#rows += ROWS;
        break;
      case 'check':
        await this.#check?.check();
        return;
      case 'cancel':
        this.#check?.cancel();
        return;
      case 'copy':
        await this.#copy();
        return;
      case 'save':
        await this.#save();
        return;
      case 'reveal':
        await this.options.reveal(request.row, request.toSide === true);
        return;
    }
    this.#publish();
  }

  async #copy(): Promise<void> {
    const view = this.#view(Infinity);
    if (view !== undefined) {
      await env.clipboard.writeText(copiedText(markdownReport(view)));
      this.options.acknowledge(l10n.t('Copied the report'));
    }
  }

  async #save(): Promise<void> {
    const state = this.#check?.state();
    const view = this.#view(Infinity);
    if (state?.result !== undefined && view !== undefined) {
      const notes = view.notices.map(({ text }) => text);
      await saveHealthList(state.result.projects, notes, state.startedAt, this.options.describe);
    }
  }

  #view(maxRows: number): View | undefined {
    const check = this.#check;
    return check === undefined
      ? undefined
      : describeView({ ...check.state(), topic: this.#topic, maxRows }, this.options.describe);
  }

  #publish(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // VS Code discards a hidden page. It sends `ready` when it is shown again.
    if (!this.#isReady || !this.panel.visible) {
      return;
    }
    const start = performance.now();
    const view = this.#view(this.#rows);
    if (view !== undefined) {
      void this.panel.webview.postMessage({ type: 'view', view });
    }
    this.#pause = PAUSE + PAUSE_PER_WORK * (performance.now() - start);
  }
}
