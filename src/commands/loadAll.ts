import { commands, l10n, window, type Disposable } from 'vscode';
import type { Acknowledge } from '../acknowledgements';
import { isAbort } from '../atlas/errors';
import { LOADING, VIEW } from '../ids';
import type { LoadAllProgress, Scope } from '../tree/loadAll';
import type { ProjectsTree } from '../tree/projectsTree';
import type { ViewMessage } from '../tree/viewMessage';
import { failuresText, loadedText, progressText } from './loadAllTexts';

const TICK = 1000;

/** Loads everything below rows, says in the view how far it has come and what failed, and ends when it is told to. */
export class LoadAll implements Disposable {
  readonly #underWay = new Map<AbortController, LoadAllProgress | undefined>();

  constructor(
    private readonly tree: ProjectsTree,
    private readonly message: ViewMessage,
    private readonly acknowledge: Acknowledge,
  ) {}

  async run(scopes: readonly Scope[]): Promise<void> {
    const cancellation = new AbortController();
    const progressed = (progress?: LoadAllProgress): void => {
      this.#underWay.set(cancellation, progress);
      this.#show();
    };
    progressed();
    const tick = setInterval(() => {
      this.#show();
    }, TICK);
    let failed = '';
    try {
      const { signal } = cancellation;
      const loading = this.tree.loadAll(scopes, { signal, onProgress: progressed });
      const loaded = await window.withProgress({ location: { viewId: VIEW } }, () => loading);
      failed = failuresText(loaded.failures);
      this.acknowledge(failed === '' ? loadedText(loaded) : failed, failed === '' ? {} : { icon: 'warning' });
    } catch (error) {
      if (!isAbort(error)) {
        throw error;
      }
      this.acknowledge(l10n.t('Stopped; what was loaded stays'), { icon: 'circle-slash' });
    } finally {
      clearInterval(tick);
      this.#underWay.delete(cancellation);
      this.#show(failed);
    }
  }

  /** Ends the requests under way; what was loaded stays. */
  stop(): void {
    for (const cancellation of this.#underWay.keys()) {
      cancellation.abort();
    }
  }

  /** Takes back what was said about failures. */
  clear(): void {
    this.#show();
  }

  dispose(): void {
    this.stop();
  }

  #show(otherwise = ''): void {
    const isLoading = this.#underWay.size > 0;
    this.message.show('loading', isLoading ? progressText([...this.#underWay.values()].at(-1)) : otherwise);
    void commands.executeCommand('setContext', LOADING, isLoading);
  }
}
