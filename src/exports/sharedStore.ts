import type { Subscription } from '../credentials/credentialSecrets';
import { projectNodeId, type ProjectNode } from '../model/nodes';
import type { Language } from '../text/language';
import type { ExportsStore, ProjectKey } from './health/exportsStore';
import type { summaryOf } from './health/summary';

/** Milliseconds without a further change of a project after which the change is reported. */
const QUIET = 500;

/** What was read about exports. Its code is loaded when something is read for the first time. */
export class SharedStore implements Subscription {
  #loaded: { readonly store: ExportsStore; readonly summaryOf: typeof summaryOf } | undefined;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly language: Language,
    /** Called some time after something about a project was read or forgotten. */
    private readonly onChange: (project: ProjectKey) => void,
  ) {}

  async load(): Promise<ExportsStore> {
    const [{ ExportsStore: Store }, { summaryOf: summary }] = await Promise.all([
      import('./health/exportsStore'),
      import('./health/summary'),
    ]);
    if (this.#loaded === undefined) {
      this.#loaded = { store: new Store(), summaryOf: summary };
      this.#loaded.store.onDidChange((project) => {
        this.#schedule(project);
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

  #schedule(project: ProjectKey): void {
    const id = projectNodeId(project.credentialId, project.projectId);
    clearTimeout(this.#timers.get(id));
    const report = (): void => {
      this.#timers.delete(id);
      this.onChange(project);
    };
    this.#timers.set(id, setTimeout(report, QUIET));
  }
}
