import { EventEmitter } from 'node:events';
import * as v from 'valibot';
import type { Memento } from '../credentials/memento';
import { ProjectSchema, type Project } from '../atlas/models';
import { isObjectId } from '../atlas/objectId';
import type { Subscription } from '../credentials/credentialSecrets';
import { PerCredential } from './perCredential';

/**
 * Projects that the user wants to see first. Their IDs, and their names for the time before Atlas lists them, are kept
 * for each credential in `globalState`, and forgotten with it. Versions before 0.2 know the IDs alone.
 */
export class PinnedProjects implements Subscription {
  readonly #changes = new EventEmitter();
  readonly #ids: PerCredential<string>;
  readonly #projects: PerCredential<Project>;

  constructor(state: Memento) {
    this.#ids = new PerCredential(state, 'pins/', v.custom<string>(isObjectId), (id) => id);
    this.#projects = new PerCredential(state, 'pinnedProjects/', ProjectSchema, ({ id }) => id);
  }

  /** Calls `listener` with the id of a credential whose pinned projects have changed. */
  onDidChange(listener: (credentialId: string) => void): Subscription {
    this.#changes.on('change', listener);
    return { dispose: () => void this.#changes.off('change', listener) };
  }

  /** The IDs of the projects, in the order in which they were pinned. */
  of(credentialId: string): readonly string[] {
    return [...new Set(this.#ids.of(credentialId))];
  }

  /** The pinned projects whose names are known. */
  projectsOf(credentialId: string): readonly Project[] {
    return this.#projects.of(credentialId);
  }

  /** @param projects what is known of them */
  async pin(credentialId: string, projectIds: readonly string[], projects: readonly Project[] = []): Promise<void> {
    if (projects.length > 0) {
      await this.#projects.add(credentialId, projects);
    }
    const pinned = new Set(this.#ids.of(credentialId));
    await this.#ids.add(
      credentialId,
      projectIds.filter((id) => !pinned.has(id)),
    );
    this.#changes.emit('change', credentialId);
  }

  async unpin(credentialId: string, projectIds: readonly string[]): Promise<void> {
    await this.#ids.remove(credentialId, projectIds);
    await this.#projects.remove(credentialId, projectIds);
    this.#changes.emit('change', credentialId);
  }

  /** Brings the names of pinned projects up to date with what was loaded from Atlas. */
  async update(credentialId: string, loaded: readonly Project[]): Promise<void> {
    const ids = new Set(this.#ids.of(credentialId));
    const known = new Map(this.#projects.of(credentialId).map((project) => [project.id, project]));
    const changed = loaded.filter(({ id, name, orgId }) => {
      const before = known.get(id);
      return ids.has(id) && (before?.name !== name || before.orgId !== orgId);
    });
    if (changed.length > 0) {
      await this.#projects.add(credentialId, changed);
    }
  }

  /** Forgets all that is pinned of a credential. */
  async forget(credentialId: string): Promise<void> {
    await this.#projects.forget(credentialId);
    if (await this.#ids.forget(credentialId)) {
      this.#changes.emit('change', credentialId);
    }
  }

  /** Looks for what another window has changed. */
  refresh(): void {
    for (const credentialId of new Set([...this.#ids.changedElsewhere(), ...this.#projects.changedElsewhere()])) {
      this.#changes.emit('change', credentialId);
    }
  }

  dispose(): void {
    this.#changes.removeAllListeners();
  }
}
