import { commands, l10n, window } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import { isAbort } from '../atlas/errors';
import { LOADING, LOAD_FAILED, VIEW } from '../manifest';
import type { LoadAllProgress, LoadFailure, Scope } from '../model/loadAll';
import type { ParentNode } from '../model/nodes';
import type { ProjectsTree } from './projectsTree';
import type { ViewMessage } from './viewMessage';
import { failuresText, loadedText, progressText } from './loadAllTexts';

/** Milliseconds between two updates of the seconds that loading still waits for Atlas. */
const TICK = 1000;
/** Minimum milliseconds between two progress texts. Progress can change thousands of times a second. */
const SHOWN_STEP = 200;

/** Loads everything below rows until it is stopped. Displays the progress and failures in the view. */
export class LoadAll {
  readonly #running = new Map<AbortController, LoadAllProgress | undefined>();
  /** The failures to display, by the ID of the row. */
  readonly #failures = new Map<string, LoadFailure>();
  #shownAt = 0;
  /** The last values of the context keys. */
  readonly #keys = new Map<string, boolean>();

  constructor(
    private readonly tree: Pick<ProjectsTree, 'loadAll'>,
    private readonly message: Pick<ViewMessage, 'show'>,
    private readonly acknowledge: Acknowledge,
  ) {}

  async run(scopes: readonly Scope[]): Promise<void> {
    if (this.#running.size === 0) {
      this.#failures.clear();
    }
    const cancellation = new AbortController();
    this.#running.set(cancellation, undefined);
    this.#show();
    const tick = setInterval(() => {
      this.#show();
    }, TICK);
    try {
      const { signal } = cancellation;
      const loading = this.tree.loadAll(scopes, {
        signal,
        onProgress: (progress) => {
          this.#running.set(cancellation, progress);
          if (performance.now() - this.#shownAt >= SHOWN_STEP) {
            this.#show();
          }
        },
      });
      const loaded = await window.withProgress({ location: { viewId: VIEW } }, () => loading);
      for (const failure of loaded.failures) {
        this.#failures.set(failure.parent.id, failure);
      }
      const failed = failuresText(loaded.failures);
      this.acknowledge(failed === '' ? loadedText(loaded) : failed, failed === '' ? {} : { icon: 'warning' });
    } catch (error) {
      if (!isAbort(error)) {
        throw error;
      }
      this.acknowledge(l10n.t('Loading stopped. Loaded rows are kept'), { icon: 'circle-slash' });
    } finally {
      clearInterval(tick);
      this.#running.delete(cancellation);
      this.#show();
    }
  }

  /** Cancels the running requests. Loaded rows are kept. */
  stop(): void {
    for (const cancellation of this.#running.keys()) {
      cancellation.abort();
    }
  }

  /** Removes the failures from the view. */
  clear(): void {
    this.#failures.clear();
    this.#show();
  }

  /** Removes the failure of a list from the view once the list was loaded. */
  update({ id }: ParentNode, failure: Error | undefined): void {
    if (failure === undefined && this.#failures.delete(id)) {
      this.#show();
    }
  }

  #show(): void {
    const isLoading = this.#running.size > 0;
    this.#shownAt = performance.now();
    this.message.show(
      'loading',
      isLoading ? progressText([...this.#running.values()].at(-1)) : failuresText([...this.#failures.values()]),
    );
    if (this.#isNew(LOADING, isLoading)) {
      void commands.executeCommand('setContext', LOADING, isLoading);
    }
    const hasFailed = !isLoading && this.#failures.size > 0;
    if (this.#isNew(LOAD_FAILED, hasFailed)) {
      void commands.executeCommand('setContext', LOAD_FAILED, hasFailed);
    }
  }

  #isNew(key: string, value: boolean): boolean {
    const before = this.#keys.get(key) ?? false;
    this.#keys.set(key, value);
    return before !== value;
  }
}
