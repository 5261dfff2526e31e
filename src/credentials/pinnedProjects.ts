import { EventEmitter } from 'node:events';
import * as v from 'valibot';
import type { Memento } from 'vscode';
import { isObjectId } from '../atlas/objectId';
import type { Subscription } from './credentialSecrets';

const PREFIX = 'pins/';
const Ids = v.array(v.custom<string>(isObjectId));

/**
 * Projects that the person wants to see first. Their IDs, and nothing else of them, are remembered for each credential
 * in `globalState`, and forgotten with it.
 */
export class PinnedProjects implements Subscription {
  readonly #changes = new EventEmitter();

  constructor(private readonly state: Memento) {}

  /** Calls `listener` with the id of a credential whose pinned projects are others now. */
  onDidChange(listener: (credentialId: string) => void): Subscription {
    this.#changes.on('change', listener);
    return { dispose: () => void this.#changes.off('change', listener) };
  }

  /** The IDs of the projects, in the order in which they were pinned. */
  of(credentialId: string): readonly string[] {
    const ids = v.safeParse(Ids, this.state.get<unknown>(PREFIX + credentialId));
    return ids.success ? ids.output : [];
  }

  async pin(credentialId: string, projectIds: readonly string[]): Promise<void> {
    await this.#write(credentialId, [...new Set([...this.of(credentialId), ...projectIds])]);
  }

  async unpin(credentialId: string, projectIds: readonly string[]): Promise<void> {
    const gone = new Set(projectIds);
    await this.#write(
      credentialId,
      this.of(credentialId).filter((id) => !gone.has(id)),
    );
  }

  /** Forgets all that is pinned of a credential. */
  async forget(credentialId: string): Promise<void> {
    if (this.state.get<unknown>(PREFIX + credentialId) !== undefined) {
      await this.#write(credentialId, []);
    }
  }

  dispose(): void {
    this.#changes.removeAllListeners();
  }

  async #write(credentialId: string, ids: readonly string[]): Promise<void> {
    await this.state.update(PREFIX + credentialId, ids.length === 0 ? undefined : ids);
    this.#changes.emit('change', credentialId);
  }
}
