import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { CredentialListener } from './credential';
import type { CredentialList, Metadata } from './credentialList';
import type { Subscription } from './credentialSecrets';

/** Notifies listeners of changed credentials, and knows what it notified them of last. */
export class CredentialChanges implements Subscription {
  readonly #emitter = new EventEmitter();
  /** The rows that listeners know. */
  readonly #notified: Map<string, Metadata>;

  constructor(private readonly stored: Pick<CredentialList, 'rows' | 'find'>) {
    this.#notified = new Map(stored.rows().map((row) => [row.id, row]));
  }

  listen(listener: CredentialListener): Subscription {
    this.#emitter.on('change', listener);
    return { dispose: () => void this.#emitter.off('change', listener) };
  }

  notify(id: string, what: 'name' | 'keys' = 'keys'): void {
    const row = this.stored.find(id);
    if (row === undefined) {
      this.#notified.delete(id);
    } else {
      this.#notified.set(id, row);
    }
    this.#emitter.emit('change', id, what);
  }

  /** Notifies listeners of a changed row: of a new name only, or of all that another window may have changed. */
  notifyOfRow(id: string): void {
    const [row, notified] = [this.stored.find(id), this.#notified.get(id)];
    this.notify(id, isDeepStrictEqual({ ...row, name: '' }, { ...notified, name: '' }) ? 'name' : 'keys');
  }

  /** Notifies listeners of all rows that differ from those that they know. */
  notifyOfAllRows(): void {
    for (const id of new Set([...this.stored.rows().map((row) => row.id), ...this.#notified.keys()])) {
      if (!isDeepStrictEqual(this.stored.find(id), this.#notified.get(id))) {
        this.notifyOfRow(id);
      }
    }
  }

  dispose(): void {
    this.#emitter.removeAllListeners();
  }
}
