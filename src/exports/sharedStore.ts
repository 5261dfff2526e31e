import type { ProjectNode } from '../model/nodes';
import type { Language } from '../text/language';
import type { ExportsStore } from './health/exportsStore';
import type { ProjectKey } from './health/projectKey';
import type { summaryOf } from './health/summary';

/** Creates the store of the responses about exports when it is first used, and loads its code only then. */
export class SharedStore {
  #loaded: { readonly store: ExportsStore; readonly summaryOf: typeof summaryOf } | undefined;

  /** @param onForget called after the responses of a project were discarded */
  constructor(
    private readonly language: Language,
    private readonly onForget: (key: ProjectKey) => void,
  ) {}

  async load(): Promise<ExportsStore> {
    const [{ ExportsStore: Store }, { summaryOf: summary }] = await Promise.all([
      import('./health/exportsStore'),
      import('./health/summary'),
    ]);
    this.#loaded ??= { store: new Store(undefined, undefined, this.onForget), summaryOf: summary };
    return this.#loaded.store;
  }

  /** Discards the responses of a project. */
  forget(key: ProjectKey): void {
    this.#loaded?.store.forget(key);
  }

  /** Discards the responses of a credential; without one, all responses. */
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
}
