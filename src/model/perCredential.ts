import { EventEmitter } from 'node:events';
import * as v from 'valibot';
import type { Subscription } from '../credentials/credentialSecrets';
import { CredentialError } from '../credentials/credential';
import { storedList, type Memento } from '../credentials/memento';

type Entry = Readonly<Record<string, unknown>>;

/**
 * Stores a list for each credential in `globalState`. Reads it each time, because other windows write it too. Keeps
 * entries and fields of newer versions unchanged.
 */
export class PerCredential<T extends string | object> implements Subscription {
  readonly #changes = new EventEmitter();
  readonly #read = new Map<string, { readonly stored: unknown; readonly entries: readonly T[] }>();

  constructor(
    private readonly state: Memento,
    private readonly prefix: string,
    private readonly schema: v.GenericSchema<unknown, T>,
    private readonly idOf: (entry: T) => string,
  ) {}

  /** Calls `listener` with the ID of a credential when its list changes, other than by `update`. */
  onDidChange(listener: (credentialId: string) => void): Subscription {
    this.#changes.on('change', listener);
    return { dispose: () => void this.#changes.off('change', listener) };
  }

  /** Calls the listeners. */
  notify(credentialId: string): void {
    this.#changes.emit('change', credentialId);
  }

  /** Returns the entries in the order in which they were added. */
  of(credentialId: string): readonly T[] {
    const stored = this.state.get(this.prefix + credentialId);
    const known = this.#read.get(credentialId);
    if (known !== undefined && known.stored === stored) {
      return known.entries;
    }
    const entries = this.#stored(credentialId).flatMap((entry) => this.#parsed(entry) ?? []);
    this.#read.set(credentialId, { stored, entries });
    return entries;
  }

  /** @throws CredentialError if a newer version stores the list in another format, which must stay unchanged */
  checkWritable(credentialId: string): void {
    if (storedList(this.state, this.prefix + credentialId) === undefined) {
      throw new CredentialError('newerList');
    }
  }

  /**
   * Adds entries at the end. Replaces entries with the same IDs.
   * @throws CredentialError like `checkWritable`
   */
  async add(credentialId: string, added: readonly T[]): Promise<void> {
    this.checkWritable(credentialId);
    const entries = new Map(added.map((entry) => [this.idOf(entry), entry]));
    const isAdded = (stored: unknown): boolean => entries.has(this.#idOf(stored) ?? '');
    const before = this.#stored(credentialId);
    const updated = before.filter(isAdded).map((stored) => this.#updated(stored, entries));
    const isUpdated = new Set(before.map((stored) => this.#idOf(stored)));
    await this.#write(credentialId, [
      ...before.filter((stored) => !isAdded(stored)),
      ...updated,
      ...[...entries.values()].filter((entry) => !isUpdated.has(this.idOf(entry))),
    ]);
    this.notify(credentialId);
  }

  /** Updates stored entries, and adds none. */
  async update(credentialId: string, changed: readonly T[]): Promise<void> {
    if (this.of(credentialId).length === 0) {
      return;
    }
    const entries = new Map(changed.map((entry) => [this.idOf(entry), entry]));
    const before = this.#stored(credentialId);
    const after = before.map((stored) => this.#updated(stored, entries));
    if (JSON.stringify(after) !== JSON.stringify(before)) {
      await this.#write(credentialId, after);
    }
  }

  /**
   * Removes entries.
   * @throws CredentialError like `checkWritable`
   */
  async remove(credentialId: string, ids: readonly string[]): Promise<void> {
    this.checkWritable(credentialId);
    const removed = new Set(ids);
    await this.#write(
      credentialId,
      this.#stored(credentialId).filter((stored) => !removed.has(this.#idOf(stored) ?? '')),
    );
    this.notify(credentialId);
  }

  /** Deletes the list of a credential, in any format. */
  async forget(credentialId: string): Promise<void> {
    if (this.state.get(this.prefix + credentialId) !== undefined) {
      await this.#write(credentialId, []);
      this.notify(credentialId);
    }
  }

  /** Reports changes that another window has made. */
  refresh(): void {
    this.changedElsewhere().forEach((credentialId) => {
      this.notify(credentialId);
    });
  }

  dispose(): void {
    this.#changes.removeAllListeners();
  }

  /** Returns the IDs of credentials whose lists another window has changed since this one read them. */
  changedElsewhere(): string[] {
    return [...this.#read].flatMap(([credentialId, { entries }]) =>
      JSON.stringify(this.of(credentialId)) === JSON.stringify(entries) ? [] : [credentialId],
    );
  }

  #stored(credentialId: string): readonly unknown[] {
    return storedList(this.state, this.prefix + credentialId) ?? [];
  }

  #parsed(stored: unknown): T | undefined {
    const parsed = v.safeParse(this.schema, stored);
    return parsed.success ? parsed.output : undefined;
  }

  #updated(stored: unknown, entries: ReadonlyMap<string, T>): unknown {
    const entry = entries.get(this.#idOf(stored) ?? '');
    return isRecord(stored) && isRecord(entry) ? { ...stored, ...entry } : (entry ?? stored);
  }

  #idOf(stored: unknown): string | undefined {
    const entry = this.#parsed(stored);
    return entry === undefined ? undefined : this.idOf(entry);
  }

  async #write(credentialId: string, entries: readonly unknown[]): Promise<void> {
    await this.state.update(this.prefix + credentialId, entries.length === 0 ? undefined : entries);
    this.of(credentialId);
  }
}

function isRecord(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
