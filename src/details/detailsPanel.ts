import { commands, env, l10n, type Disposable, type Uri, type WebviewPanel } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import { loadPage } from '../webview/loadPage';
import { BucketDetails, type BucketDetailsOptions } from './bucketDetails';
import { targetId, type DetailsTarget } from './detailsTarget';
import { readPageRequest } from './pageRequest';
import {
  COPY_ID,
  copyKey,
  type ActionId,
  type CopyRequest,
  type PageMessage,
  type PageRequest,
  type SnippetId,
} from './protocol';
import { copiedText } from '../text/copied';
import { plainText, titleText } from '../text/sinks';
import { count, isSingular } from '../host/numbers';

export interface DetailsPanelOptions extends Omit<BucketDetailsOptions, 'publish' | 'target'> {
  readonly panel: WebviewPanel;
  readonly target: DetailsTarget;
  readonly extensionUri: Uri;
  /** Runs the command of an action. `id` is the ID of the export bucket's row. */
  readonly runAction: (action: ActionId, row: { readonly id: string }) => void;
  /** Called when the user first interacts with the page. */
  readonly onUsed: () => void;
  readonly onClosed: () => void;
  readonly acknowledge: Acknowledge;
  /** Returns the title of the tab. */
  readonly titleOf: (target: DetailsTarget) => string;
  /** Remembers the kind of code snippet that the user chose. */
  readonly selectSnippet: (id: SnippetId) => void;
}

/** Maximum characters of a value's name in the confirmation. */
const MAX_LABEL = 100;

/** A tab that shows the details of an export bucket. */
export class DetailsPanel implements Disposable {
  readonly #subscriptions: Disposable[];
  #details: BucketDetails;
  #isClosed = false;

  constructor(private readonly options: DetailsPanelOptions) {
    const { panel, extensionUri, language } = options;
    this.#details = this.#createDetails(options.target);
    this.#subscriptions = [
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const request = readPageRequest(message);
        if (request !== undefined) {
          this.#handle(request).catch(options.report);
        }
      }),
      panel.onDidDispose(() => {
        this.#isClosed = true;
        this.#details.dispose();
        this.#subscriptions.forEach((subscription) => {
          subscription.dispose();
        });
        options.onClosed();
      }),
    ];
    loadPage(panel, extensionUri, {
      name: 'details',
      icon: 'bucket',
      locale: language.locale,
      title: l10n.t('Export bucket'),
    });
    this.show(options.target);
  }

  /** The export bucket that the page shows, as loaded when the page was opened. */
  get target(): DetailsTarget {
    return this.#details.target;
  }

  /** Shows an export bucket in this tab, and loads its details. */
  show(target: DetailsTarget): void {
    const details = this.#createDetails(target);
    // These messages are dropped: `publish` ignores details that aren't current. The page message below has the content.
    details.open();
    this.#details.dispose();
    this.#details = details;
    this.updateTitle();
    this.#publish({ type: 'page', page: this.#details.page() });
  }

  /** Updates the title of the tab, which depends on the names of other export buckets. */
  updateTitle(): void {
    const title = titleText(this.options.titleOf(this.target));
    if (title !== this.options.panel.title) {
      this.options.panel.title = title;
    }
  }

  refresh(): void {
    this.#details.refresh();
  }

  reveal(preserveFocus: boolean): void {
    this.options.panel.reveal(undefined, preserveFocus);
  }

  dispose(): void {
    this.options.panel.dispose();
  }

  #createDetails(target: DetailsTarget): BucketDetails {
    const details = new BucketDetails({
      ...this.options,
      target,
      publish: (message) => {
        if (this.#details === details) {
          this.#publish(message);
        }
      },
    });
    return details;
  }

  #publish(message: PageMessage): void {
    if (!this.#isClosed) {
      void this.options.panel.webview.postMessage(message);
    }
  }

  async #copy(request: CopyRequest): Promise<void> {
    const found = this.#details.valueToCopy(request);
    if (found === undefined) {
      const announcement = l10n.t('Nothing was copied because the page just changed. Try again.');
      this.#publish({ type: 'announce', announcement });
      this.options.acknowledge(announcement, { icon: 'warning', isSpokenElsewhere: true });
      return;
    }
    await env.clipboard.writeText(copiedText(found.text));
    const announcement =
      found.removed === 0
        ? l10n.t('Copied {0}', plainText(found.label, MAX_LABEL))
        : isSingular(found.removed)
          ? l10n.t(
              'Copied {0} without {1} invisible character',
              plainText(found.label, MAX_LABEL),
              count(found.removed),
            )
          : l10n.t(
              'Copied {0} without {1} invisible characters',
              plainText(found.label, MAX_LABEL),
              count(found.removed),
            );
    this.options.acknowledge(announcement, { isSpokenElsewhere: true });
    this.#publish({ type: 'copied', key: copyKey(request), announcement });
  }

  async #copyId(id: string): Promise<void> {
    await env.clipboard.writeText(copiedText(id));
    const announcement = l10n.t('Copied bucket ID {0}', id);
    this.options.acknowledge(announcement, { isSpokenElsewhere: true });
    this.#publish({ type: 'copied', key: COPY_ID, announcement });
  }

  async #handle(request: PageRequest): Promise<void> {
    switch (request.type) {
      case 'ready':
        this.#publish({ type: 'page', page: this.#details.page() });
        break;
      case 'used':
        this.options.onUsed();
        break;
      case 'load':
        this.#details.load(request.section);
        break;
      case 'cancel':
        this.#details.cancel();
        break;
      case 'fix': {
        const fix = this.#details.fixOf(request.section);
        if (fix !== undefined) {
          await commands.executeCommand(fix.command, ...fix.arguments);
        }
        break;
      }
      case 'action':
        if (request.action === 'refresh') {
          this.#details.refresh();
        } else {
          this.options.runAction(request.action, { id: targetId(this.target) });
        }
        break;
      case 'selectSnippet':
        this.options.selectSnippet(request.id);
        break;
      case 'copyId':
        await this.#copyId(this.target.bucket._id);
        break;
      case 'copy':
        await this.#copy(request);
        break;
    }
  }
}
