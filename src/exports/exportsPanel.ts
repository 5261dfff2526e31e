import { env, l10n, type Uri, type WebviewPanel } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import { copiedText } from '../text/copied';
import { UpdatingPage } from '../webview/updatingPage';
import type { ExportsCheck } from './exportsCheck';
import type { DescribeOptions } from './health/describe';
import { describeView } from './health/describeView';
import { readPageRequest, type PageRequest, type Topic } from './pageRequest';
import type { PageMessage, View } from './protocol';
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

/** The tab with the state of exports. */
export class ExportsPanel {
  readonly #page: UpdatingPage<PageRequest, PageMessage>;
  #check: ExportsCheck | undefined;
  #topic: Topic = 'clusters';
  #rows = ROWS;

  constructor(
    panel: WebviewPanel,
    private readonly options: ExportsPanelOptions,
    onClosed: () => void,
  ) {
    this.#page = new UpdatingPage<PageRequest, PageMessage>(panel, {
      extensionUri: options.extensionUri,
      page: {
        name: 'exports',
        icon: 'export',
        locale: options.describe.language.locale,
        title: l10n.t('Export Health'),
      },
      read: readPageRequest,
      handle: (request) => this.#handle(request),
      content: () => {
        const view = this.#view(this.#rows);
        return view === undefined ? undefined : { type: 'view', view };
      },
      onClosed: () => {
        this.#check?.cancel();
        onClosed();
      },
      report: options.report,
    });
  }

  /** Shows another check, and cancels the one before. */
  show(check: ExportsCheck): void {
    this.#check?.cancel();
    this.#check = check;
    this.#topic = 'clusters';
    this.#rows = ROWS;
    this.#page.reveal();
    this.#page.publish();
  }

  /** Updates the page soon, unless it shows another check. */
  changed(check: ExportsCheck): void {
    if (check === this.#check) {
      this.#page.changed();
    }
  }

  async #handle(request: PageRequest): Promise<void> {
    switch (request.type) {
      case 'ready':
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
      case 'checkAgain':
        await this.#check?.checkAgain();
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
    this.#page.publish();
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
      await saveHealthList(state.result, notes, this.options.describe);
    }
  }

  #view(maxRows: number): View | undefined {
    const check = this.#check;
    return check === undefined
      ? undefined
      : describeView({ ...check.state(), topic: this.#topic, maxRows }, this.options.describe);
  }
}
