import { l10n, type Disposable, type Uri, type WebviewPanel } from 'vscode';
import { isAbort } from '../atlas/errors';
import type { LoadAllProgress } from '../model/loadAll';
import { loadPage } from '../webview/loadPage';
import { describeList } from './describeList';
import { describeOverview } from './describeOverview';
import type { Figure } from './figures';
import { clockTime, loadedSoFar, type Language } from '../text/language';
import { readPageRequest } from './pageRequest';
import type { PageMessage, PageRequest, Progress, Selection } from './protocol';
import { takeSnapshot, type SnapshotSources } from './takeSnapshot';

export interface OverviewPanelOptions {
  readonly extensionUri: Uri;
  readonly language: Language;
  /** Returns what a snapshot is taken from. */
  readonly sources: () => SnapshotSources;
  /**
   * Loads what is missing.
   * @throws the AbortError of `signal`
   */
  readonly load: (signal: AbortSignal, onProgress: (progress: LoadAllProgress) => void) => Promise<void>;
  /** Reveals the tree row with this ID. */
  readonly reveal: (row: string) => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** Rows that a list shows at first, and that each click on the button for more rows adds. */
const ROWS = 200;
/** Minimum milliseconds between two updates, plus this multiple of the time that an update takes. */
const PAUSE = 250;
const PAUSE_PER_WORK = 4;

/** The overview tab. */
export class OverviewPanel implements Disposable {
  readonly #subscriptions: Disposable[];
  readonly #expanded = new Set<Figure>();
  #selection: Selection | undefined;
  #rows = ROWS;
  #progress: Progress | undefined;
  #loading: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isReady = false;
  #pause = PAUSE;

  constructor(
    private readonly panel: WebviewPanel,
    private readonly options: OverviewPanelOptions,
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
      name: 'overview',
      icon: 'chart',
      locale: options.language.locale,
      title: l10n.t('Export Buckets at a Glance'),
    });
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Schedules an update of the page. Several changes in a short time cause one update. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#publish();
    }, this.#pause);
  }

  dispose(): void {
    this.panel.dispose();
  }

  #close(): void {
    this.#isReady = false;
    this.#loading?.abort();
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
        this.#selection = request.selection;
        this.#rows = ROWS;
        break;
      case 'back':
        this.#selection = undefined;
        break;
      case 'more':
        this.#rows += ROWS;
        break;
      case 'expand':
        this.#expanded.add(request.figure);
        break;
      case 'load':
        await this.#load();
        return;
      case 'cancel':
        this.#loading?.abort();
        return;
      case 'reveal':
        await this.options.reveal(request.row);
        return;
    }
    this.#publish();
  }

  async #load(): Promise<void> {
    if (this.#loading !== undefined) {
      return;
    }
    const loading = new AbortController();
    this.#loading = loading;
    try {
      await this.options.load(loading.signal, (progress) => {
        this.#progress = progressOf(progress, this.options.language);
        this.changed();
      });
    } catch (error) {
      if (!isAbort(error)) {
        throw error;
      }
    } finally {
      this.#loading = undefined;
      this.#progress = undefined;
      this.#publish();
    }
  }

  #publish(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // VS Code discards a hidden page. It sends `ready` when it is shown again.
    if (!this.#isReady || !this.panel.visible) {
      return;
    }
    const start = performance.now();
    void this.panel.webview.postMessage(this.#message());
    this.#pause = PAUSE + PAUSE_PER_WORK * (performance.now() - start);
  }

  #message(): PageMessage {
    const { language } = this.options;
    const snapshot = takeSnapshot(this.options.sources());
    return this.#selection === undefined
      ? { type: 'overview', overview: describeOverview(snapshot, this.#state(), language) }
      : { type: 'list', list: describeList(snapshot, this.#selection, this.#rows, language) };
  }

  #state(): Parameters<typeof describeOverview>[1] {
    return { expanded: this.#expanded, ...(this.#progress !== undefined && { progress: this.#progress }) };
  }
}

function progressOf(progress: LoadAllProgress, language: Language): Progress {
  const { projects, of, waitingUntil } = progress;
  const soFar = loadedSoFar(language, progress);
  const label =
    waitingUntil === undefined
      ? soFar
      : l10n.t('{0}. Rate limited by Atlas. Resuming at {1}', soFar, clockTime(language, waitingUntil));
  return { label, done: projects, total: Math.max(of, 1), cancel: l10n.t('Cancel') };
}
