import * as v from 'valibot';
import type { Memento } from '../credentials/memento';
import { KeptProjectSchema, type Project } from '../atlas/models';
import { isObjectId } from '../atlas/objectId';
import type { Subscription } from '../credentials/credentialSecrets';
import { PerCredential } from './perCredential';

/**
 * Projects that the user pinned to the top of the list. `globalState` has their IDs, and their names for the time before
 * Atlas lists them. They are deleted with their credential. Versions before 0.2 store only the IDs.
 */
export class PinnedProjects implements Subscription {
  readonly #ids: PerCredential<string>;
  readonly #projects: PerCredential<Project>;

  constructor(state: Memento) {
    this.#ids = new PerCredential(state, 'pins/', v.custom<string>(isObjectId), (id) => id);
    this.#projects = new PerCredential(state, 'pinnedProjects/', KeptProjectSchema, ({ id }) => id);
  }

  /** Calls `listener` with the ID of a credential when its pinned projects change. */
  onDidChange(listener: (credentialId: string) => void): Subscription {
    return this.#ids.onDidChange(listener);
  }

  /** Returns the IDs of the pinned projects, in the order in which they were pinned. */
  of(credentialId: string): readonly string[] {
    return [...new Set(this.#ids.of(credentialId))];
  }

  /** Returns the pinned projects whose names are stored. */
  projectsOf(credentialId: string): readonly Project[] {
    return this.#projects.of(credentialId);
  }

  /**
   * Pins projects.
   * @param projects those of the pinned projects that are loaded
   * @throws CredentialError if a newer version stores them in another format
   */
  async pin(credentialId: string, projectIds: readonly string[], projects: readonly Project[] = []): Promise<void> {
    this.#ids.checkWritable(credentialId);
    if (projects.length > 0) {
      await this.#projects.add(credentialId, projects);
    }
    const pinned = new Set(this.#ids.of(credentialId));
    await this.#ids.add(
      credentialId,
      projectIds.filter((id) => !pinned.has(id)),
    );
  }

  /**
   * Unpins projects.
   * @throws CredentialError if a newer version stores them in another format
   */
  async unpin(credentialId: string, projectIds: readonly string[]): Promise<void> {
    this.#ids.checkWritable(credentialId);
    await this.#projects.remove(credentialId, projectIds);
    await this.#ids.remove(credentialId, projectIds);
  }

  /** Updates the names of pinned projects. */
  async update(credentialId: string, loaded: readonly Project[]): Promise<void> {
    const ids = new Set(this.#ids.of(credentialId));
    const stored = new Map(this.#projects.of(credentialId).map((project) => [project.id, project]));
    const changed = loaded.filter(({ id, name, orgId }) => {
      const before = stored.get(id);
      return ids.has(id) && (before?.name !== name || before.orgId !== orgId);
    });
    if (changed.length > 0) {
      await this.#projects.add(credentialId, changed);
    }
  }

  /** Deletes the pinned projects of a credential. */
  async forget(credentialId: string): Promise<void> {
    await this.#projects.forget(credentialId);
    await this.#ids.forget(credentialId);
  }

  /** Reports changes that another window has made. */
  refresh(): void {
    for (const credentialId of new Set([...this.#ids.changedElsewhere(), ...this.#projects.changedElsewhere()])) {
      this.#ids.notify(credentialId);
    }
  }

  dispose(): void {
    this.#ids.dispose();
  }
}
