import { l10n, type Disposable, type Uri, type WebviewPanel } from 'vscode';
import { isAbort } from '../atlas/errors';
import type { LoadAllProgress } from '../model/loadAll';
import { UpdatingPage } from '../webview/updatingPage';
import { describeList } from './describeList';
import { describeOverview } from './describeOverview';
import type { Figure } from './figures';
import type { BucketFindings } from '../details/bucketFindings';
import type { Language } from '../text/language';
import { checkRoles, projectsToCheck, type CheckRolesOptions, type RoleFailure } from './checkRoles';
import { inventoryOfList, tableOf } from './listTable';
import { nextOrder, type ListOrder } from './listOrder';
import { loadProgress, rolesProgress } from './progress';
import { readPageRequest } from './pageRequest';
import { copyKey, type PageMessage, type PageRequest, type Progress, type Selection } from './protocol';
import type { Snapshot } from './snapshot';
import { takeSnapshot, type SnapshotSources } from './takeSnapshot';

export interface OverviewPanelOptions {
  readonly extensionUri: Uri;
  readonly language: Language;
  /** Returns what a snapshot is taken from. */
  readonly sources: () => Omit<SnapshotSources, 'findings'>;
  /**
   * Loads what is missing.
   * @throws the AbortError of `signal`
   */
  readonly load: (signal: AbortSignal, onProgress: (progress: LoadAllProgress) => void) => Promise<void>;
  /** Returns the client of a credential. */
  readonly clientOf: CheckRolesOptions['clientOf'];
  readonly findings: BucketFindings;
  /** Describes why the roles of a project could not be loaded, in a few words. */
  readonly describe: (failure: RoleFailure) => string;
  /** Reveals the tree row with this ID, or opens the details of its export bucket to the side. */
  readonly reveal: (row: string, toSide: boolean) => Promise<void>;
  /** Copies the ID of a tree row. Returns the acknowledgement; undefined if there is no such row. */
  readonly copyId: (row: string) => Promise<string | undefined>;
  /** Copies a table, and acknowledges it with this text. */
  readonly copyTable: (table: string, acknowledgement: string) => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** Rows that a list shows at first, and that each click on the button for more rows adds. */
const ROWS = 200;

/** The overview tab. */
export class OverviewPanel implements Disposable {
  readonly #page: UpdatingPage<PageRequest, PageMessage>;
  readonly #expanded = new Set<Figure>();
  #selection: Selection | undefined;
  #order: ListOrder | undefined;
  #rows = ROWS;
  #progress: Progress | undefined;
  #roleFailures: readonly RoleFailure[] = [];
  #loading: AbortController | undefined;

  constructor(
    panel: WebviewPanel,
    private readonly options: OverviewPanelOptions,
    onClosed: () => void,
  ) {
    this.#page = new UpdatingPage<PageRequest, PageMessage>(panel, {
      extensionUri: options.extensionUri,
      page: {
        name: 'overview',
        icon: 'chart',
        locale: options.language.locale,
        title: l10n.t('Export Buckets at a Glance'),
      },
      read: readPageRequest,
      handle: (request) => this.#handle(request),
      content: () => this.#message(),
      onClosed: () => {
        this.#loading?.abort();
        onClosed();
      },
      report: options.report,
    });
  }

  reveal(): void {
    this.#page.reveal();
  }

  /** Updates the page soon. */
  changed(): void {
    this.#page.changed();
  }

  dispose(): void {
    this.#page.dispose();
  }

  async #handle(request: PageRequest): Promise<void> {
    switch (request.type) {
      case 'ready':
        break;
      case 'open':
        this.#selection = request.selection;
        this.#order = undefined;
        this.#rows = ROWS;
        break;
      case 'sort':
        this.#order = nextOrder(request.column, this.#order);
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
        await this.#run(async (signal) => {
          await this.options.load(signal, (progress) => {
            this.#showProgress(loadProgress(progress, this.options.language));
          });
        });
        return;
      case 'checkRoles':
        await this.#run((signal) => this.#checkRoles(signal));
        return;
      case 'copyId':
        this.#acknowledge(copyKey(request.row), await this.options.copyId(request.row));
        return;
      case 'copyList': {
        const announcement = request.format === 'csv' ? l10n.t('Copied as CSV') : l10n.t('Copied as Markdown');
        if (this.#selection !== undefined) {
          const { language } = this.options;
          const table = tableOf(this.#snapshot(), this.#selection, request.format, language, this.#order);
          await this.options.copyTable(table, announcement);
          this.#acknowledge(`copyList/${request.format}`, announcement);
        }
        return;
      }
      case 'saveList':
        if (this.#selection !== undefined) {
          const { saveInventory } = await import('../bucketList/saveBucketList');
          await saveInventory(inventoryOfList(this.#snapshot(), this.#selection, this.options.language));
        }
        return;
      case 'cancel':
        this.#loading?.abort();
        return;
      case 'reveal':
        await this.options.reveal(request.row, request.toSide === true);
        return;
    }
    this.#page.publish();
  }

  async #checkRoles(signal: AbortSignal): Promise<void> {
    const { clientOf, findings, language, report } = this.options;
    this.#roleFailures = [];
    const projects = projectsToCheck(this.#snapshot());
    this.#roleFailures = await checkRoles(projects, {
      clientOf,
      findings,
      signal,
      onProgress: (done) => {
        this.#showProgress(rolesProgress(done, projects.length, language));
      },
    });
    this.#roleFailures.forEach(({ error }) => {
      report(error);
    });
  }

  #showProgress(progress: Progress): void {
    this.#progress = progress;
    this.changed();
  }

  #acknowledge(key: string, announcement: string | undefined): void {
    if (announcement !== undefined) {
      this.#page.post({ type: 'copied', key, announcement });
    }
  }

  /** Runs something that sends requests, unless something already runs. */
  async #run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#loading !== undefined) {
      return;
    }
    const loading = new AbortController();
    this.#loading = loading;
    try {
      await work(loading.signal);
    } catch (error) {
      if (!isAbort(error)) {
        throw error;
      }
    } finally {
      this.#loading = undefined;
      this.#progress = undefined;
      this.#page.publish();
    }
  }

  #message(): PageMessage {
    const { language } = this.options;
    const snapshot = this.#snapshot();
    return this.#selection === undefined
      ? {
          type: 'overview',
          overview: describeOverview(snapshot, { expanded: this.#expanded, progress: this.#progress }, language),
        }
      : { type: 'list', list: describeList(snapshot, this.#selection, this.#rows, language, this.#order) };
  }

  #snapshot(): Snapshot {
    const snapshot = takeSnapshot({ ...this.options.sources(), findings: this.options.findings });
    this.#roleFailures = this.#roleFailures.filter(({ isCurrent }) => isCurrent());
    return { ...snapshot, problems: [...snapshot.problems, ...this.#roleFailures.map(this.options.describe)] };
  }
}
