import { EventEmitter } from 'node:events';
import type { Memento } from '../credentials/memento';
import { ProjectSchema, type Project } from '../atlas/models';
import type { Subscription } from '../credentials/credentialSecrets';
import { PerCredential } from './perCredential';

/**
 * Projects that the user added by ID, for keys that can read a project but not list projects. They are kept for each
 * credential in `globalState`, and forgotten with it.
 */
export class AddedProjects implements Subscription {
  readonly #changes = new EventEmitter();
  readonly #projects: PerCredential<Project>;

  constructor(state: Memento) {
    this.#projects = new PerCredential(state, 'projects/', ProjectSchema, ({ id }) => id);
  }

  /** Calls `listener` with the id of a credential whose projects have changed. */
  onDidChange(listener: (credentialId: string) => void): Subscription {
    this.#changes.on('change', listener);
    return { dispose: () => void this.#changes.off('change', listener) };
  }

  /** In the order in which they were added. */
  of(credentialId: string): readonly Project[] {
    return this.#projects.of(credentialId);
  }

  /** Remembers a project, in the place of what was known of it before. */
  async add(credentialId: string, project: Project): Promise<void> {
    await this.#projects.add(credentialId, [project]);
    this.#changes.emit('change', credentialId);
  }

  async remove(credentialId: string, projectId: string): Promise<void> {
    await this.#projects.remove(credentialId, [projectId]);
    this.#changes.emit('change', credentialId);
  }

  /** Brings what is known of these projects up to date with what was loaded from Atlas. */
  async update(credentialId: string, loaded: readonly Project[]): Promise<void> {
    await this.#projects.update(credentialId, loaded);
  }

  /** Forgets all projects of a credential. */
  async forget(credentialId: string): Promise<void> {
    if (await this.#projects.forget(credentialId)) {
      this.#changes.emit('change', credentialId);
    }
  }

  /** Looks for what another window has changed. */
  refresh(): void {
    for (const credentialId of this.#projects.changedElsewhere()) {
      this.#changes.emit('change', credentialId);
    }
  }

  dispose(): void {
    this.#changes.removeAllListeners();
  }
}
