import type { Subscription } from '../credentials/credentialSecrets';
import type { ProjectNode } from '../model/nodes';
import type { Language } from '../text/language';
import type { ExportsStore, ProjectKey } from './health/exportsStore';
import type { summaryOf } from './health/summary';

/** Milliseconds without a further change of a credential's projects after which the change is reported. */
const QUIET = 500;

/** What was read about exports. Its code is loaded when something is read for the first time. */
export class SharedStore implements Subscription {
  #loaded: { readonly store: ExportsStore; readonly summaryOf: typeof summaryOf } | undefined;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly language: Language,
    /** Called with the ID of a credential some time after something was read or forgotten. */
    private readonly onChange: (credentialId: string) => void,
  ) {}

  async load(): Promise<ExportsStore> {
    const [{ ExportsStore: Store }, { summaryOf: summary }] = await Promise.all([
      import('./health/exportsStore'),
      import('./health/summary'),
    ]);
    if (this.#loaded === undefined) {
      this.#loaded = { store: new Store(), summaryOf: summary };
      this.#loaded.store.onDidChange(({ credentialId }) => {
        this.#schedule(credentialId);
      });
    }
    return this.#loaded.store;
  }

  /** Discards what was read about a project. */
  forget(key: ProjectKey): void {
    this.#loaded?.store.forget(key);
  }

  /** Discards what was read with a credential; without one, everything. */
  forgetAll(credentialId?: string): void {
    this.#loaded?.store.forgetAll(credentialId);
  }

  /** Returns how many clusters of a project are in which state. Undefined if nothing is loaded. */
  summaryOf({ project, parent: { credential } }: ProjectNode): string | undefined {
    const responses = this.#loaded?.store.of({ credentialId: credential.id, projectId: project.id });
    const readAt = responses?.readAt;
    return responses === undefined || readAt === undefined
      ? undefined
      : this.#loaded?.summaryOf(responses.exports({ project, credential }), readAt, this.language);
  }

  dispose(): void {
    this.#timers.forEach((timer) => {
      clearTimeout(timer);
    });
  }

  #schedule(credentialId: string): void {
    clearTimeout(this.#timers.get(credentialId));
    const report = (): void => {
      this.#timers.delete(credentialId);
      this.onChange(credentialId);
    };
    this.#timers.set(credentialId, setTimeout(report, QUIET));
  }
}
