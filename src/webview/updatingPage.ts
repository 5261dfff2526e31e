import type { Disposable, Uri, WebviewPanel } from 'vscode';
import { loadPage, type PageOptions } from './loadPage';

interface UpdatingPageOptions<Request, Message> {
  readonly extensionUri: Uri;
  readonly page: PageOptions;
  /** Reads a message from the page. Returns undefined for anything that the page never sends. */
  readonly read: (message: unknown) => Request | undefined;
  /** Handles a request of the page, except for `ready`. */
  readonly handle: (request: Request) => Promise<void>;
  /** Returns the complete content of the page; undefined if there is none yet. */
  readonly content: () => Message | undefined;
  readonly onClosed: () => void;
  readonly report: (error: unknown) => void;
}

/** Minimum milliseconds between two updates, plus this multiple of the time that an update takes. */
const PAUSE = 250;
const PAUSE_PER_WORK = 4;

/**
 * A tab whose page gets its complete content again after each change. The page sends `ready` whenever it is loaded.
 */
export class UpdatingPage<Request extends { readonly type: string }, Message> implements Disposable {
  readonly #subscriptions: readonly Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #isReady = false;
  #pause = PAUSE;

  constructor(
    private readonly panel: WebviewPanel,
    private readonly options: UpdatingPageOptions<Request, Message>,
  ) {
    const { extensionUri, page, read, handle, onClosed, report } = options;
    this.#subscriptions = [
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const request = read(message);
        if (request?.type === 'ready') {
          this.#isReady = true;
          this.publish();
        } else if (request !== undefined) {
          handle(request).catch(report);
        }
      }),
      panel.onDidDispose(() => {
        this.#close();
        onClosed();
      }),
    ];
    loadPage(panel, extensionUri, page);
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Schedules an update of the page. Several changes in a short time cause one update. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.publish();
    }, this.#pause);
  }

  /** Updates the page. */
  publish(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // VS Code discards a hidden page. The page sends `ready` when it is loaded again.
    if (!this.#isReady || !this.panel.visible) {
      return;
    }
    const start = performance.now();
    const content = this.options.content();
    if (content !== undefined) {
      this.post(content);
    }
    this.#pause = PAUSE + PAUSE_PER_WORK * (performance.now() - start);
  }

  /** Sends a message to the page if it is loaded. */
  post(message: Message): void {
    if (this.#isReady) {
      void this.panel.webview.postMessage(message);
    }
  }

  dispose(): void {
    this.panel.dispose();
  }

  #close(): void {
    this.#isReady = false;
    clearTimeout(this.#timer);
    this.#subscriptions.forEach((subscription) => {
      subscription.dispose();
    });
  }
}
