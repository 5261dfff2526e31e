import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Memento } from './memento';
import type { KeyPair } from '../atlas/auth/authenticator';
import {
  CredentialError,
  withLocation,
  type Credential,
  type CredentialListener,
  type AtlasLocation,
} from './credential';
import { CredentialList, type Metadata } from './credentialList';
import { credentialIdOf, metadataOf, parseSecret, secretOf, stringifySecret } from './credentialSecret';
import { CredentialSecrets, type Secrets, type Subscription } from './credentialSecrets';
import { KeyedQueue } from './keyedQueue';

export type NewCredential = Omit<Credential, 'id' | 'source'> & { readonly secret: string };

/**
 * The credentials that the user has added: secrets in SecretStorage, one JSON value each, and what may be known without
 * them in `globalState`. Neither is synchronized to other machines. The profiles of VS Code share the secrets; each has a
 * list of its own, which learns of the others' credentials where VS Code tells which secrets there are.
 */
export class CredentialStore implements Subscription {
  readonly #changes = new EventEmitter();
  readonly #secretsChanged: Subscription;
  readonly #stored: CredentialList;
  /** What this window writes of one credential, it writes in order; a keyring that hangs blocks no other credential. */
  readonly #queue = new KeyedQueue();
  readonly #secrets: CredentialSecrets;
  /** The rows that listeners know of. */
  readonly #notified = new Map<string, Metadata>();
  /** What no keyring would keep: it ends with this window. */
  readonly #session = new Map<string, { readonly credential: Credential; readonly secret: string }>();

  /** @param patience milliseconds that the keyring has for each access; given by tests */
  constructor(secrets: Secrets, state: Memento, patience?: number) {
    this.#stored = new CredentialList(state);
    this.#secrets = new CredentialSecrets(secrets, (id) => this.#stored.has(id), patience);
    this.#stored.rows().forEach((row) => this.#notified.set(row.id, row));
    this.#secretsChanged = secrets.onDidChange(({ key }) => {
      const id = credentialIdOf(key);
      if (id !== undefined) {
        void this.#queue.run(id, () => this.#onSecretChanged(id));
      }
    });
  }

  /** Tells `listener` of each change, in whichever window. */
  onDidChange(listener: CredentialListener): Subscription {
    this.#changes.on('change', listener);
    return { dispose: () => void this.#changes.off('change', listener) };
  }

  /**
   * All credentials, in the order in which they were added; then those that end with this window, and last those that
   * only a newer version can read.
   */
  list(): readonly Credential[] {
    const rows = this.#stored.rows();
    const session = [...this.#session.values()].map(({ credential }) => credential);
    return [
      ...rows.map((row): Credential => this.#session.get(row.id)?.credential ?? { ...row, source: 'stored' }),
      ...session.filter(({ id }) => !rows.some((row) => row.id === id)),
      ...this.#stored.unreadable().map(({ id, name }): Credential => ({
        id,
        name,
        origin: '',
        method: 'apiKey',
        keyId: '',
        source: 'unreadable',
      })),
    ];
  }

  /**
   * Keeps a credential. It is listed before its secret is written, so that a crash between the two leaves a row that
   * says what is missing, and never a secret that nobody sees.
   * @throws CredentialError when the keyring does not keep the secret; nothing is left behind then
   */
  add({ secret, ...rest }: NewCredential): Promise<Credential> {
    const credential: Credential = { ...rest, id: randomUUID(), source: 'stored' };
    return this.#queue.run(credential.id, async () => {
      await this.#stored.put(credential);
      try {
        await this.#secrets.write(credential.id, stringifySecret(secretOf(rest, secret)));
      } catch (error) {
        await this.#stored.remove(credential.id);
        if (error instanceof CredentialError && error.problem === 'keyringTimeout') {
          this.#secrets.discardUnlisted(credential.id);
        }
        throw error;
      }
      this.#notify(credential.id);
      return credential;
    });
  }

  /** Keeps a new credential, or other keys of the one that is named, in the memory of this window alone. */
  keepForSession({ secret, ...rest }: NewCredential, id: string = randomUUID()): Credential {
    const credential: Credential = { ...rest, id, source: 'session' };
    this.#session.set(id, { credential, secret });
    this.#notify(id);
    return credential;
  }

  /**
   * Puts another secret in the place of a credential's; nothing happens when the credential was removed meanwhile.
   * @param location where the credential is from now on; its organization is not known without one
   * @throws CredentialError when the keyring does not keep the secret, or only a newer version can read the credential
   */
  replaceSecret({ id }: Credential, secret: string, location?: AtlasLocation): Promise<void> {
    return this.#queue.run(id, async () => {
      const old = await this.#secrets.read(id).catch(() => undefined);
      const listed = this.list().find((credential) => credential.id === id);
      if (listed === undefined) {
        return;
      }
      if (listed.source === 'unreadable') {
        throw new CredentialError('newerVersion');
      }
      const credential = withLocation(listed, location ?? listed);
      await this.#secrets.write(id, stringifySecret(secretOf(credential, secret), old));
      this.#session.delete(id);
      await this.#stored.put(credential);
      this.#notify(id);
    });
  }

  /** Gives a credential another name; its secret is not touched, for another window may be replacing it. */
  rename(id: string, name: string): Promise<void> {
    return this.#queue.run(id, async () => {
      const session = this.#session.get(id);
      if (session !== undefined) {
        this.#session.set(id, { ...session, credential: { ...session.credential, name } });
      }
      const stored = this.#stored.find(id);
      if (stored !== undefined) {
        await this.#stored.put({ ...stored, name });
      }
      if ((session ?? stored) !== undefined) {
        this.#notify(id, this.#changeOf(id));
      }
    });
  }

  /**
   * Forgets a credential, its secret first. One that is in the memory of this window alone needs no keyring.
   * @throws CredentialError when the keyring does not delete the secret; the credential stays as it was then
   */
  remove(id: string): Promise<void> {
    return this.#queue.run(id, async () => {
      if (this.#stored.has(id) || !this.#session.has(id)) {
        await this.#secrets.remove(id);
        await this.#stored.remove(id);
      }
      this.#session.delete(id);
      this.#notify(id);
    });
  }

  /**
   * The credential's secret part.
   * @throws CredentialError when there is none, when it was entered for another base URL or key than is listed, when the
   * keyring fails or stays silent, or when only a newer version can read the credential
   */
  async keysOf({ id, origin, method, keyId, source }: Credential): Promise<KeyPair> {
    if (source === 'unreadable') {
      throw new CredentialError('newerVersion');
    }
    const session = this.#session.get(id);
    const secret =
      session === undefined ? parseSecret(await this.#secrets.read(id)) : secretOf(session.credential, session.secret);
    if (secret === undefined) {
      throw new CredentialError('secretMissing');
    }
    if (secret.origin !== origin || secret.method !== method || secret.id !== keyId) {
      throw new CredentialError('originMismatch');
    }
    return { method, id: keyId, secret: secret.secret };
  }

  /**
   * Looks for what other windows did without a word, as they do in a browser, and for secrets that the list has lost.
   * Reads no secret of a credential that is listed.
   * @throws CredentialError when the keyring fails or stays silent
   */
  async refresh(): Promise<void> {
    try {
      await this.#recoverLostRows();
    } finally {
      for (const id of new Set([...this.#stored.rows().map((row) => row.id), ...this.#notified.keys()])) {
        if (!isDeepStrictEqual(this.#stored.find(id), this.#notified.get(id))) {
          this.#notify(id, this.#changeOf(id));
        }
      }
    }
  }

  async #recoverLostRows(): Promise<void> {
    const isLost = (id: string): boolean => !this.#stored.has(id) && !this.#stored.wasRemoved(id);
    for (const key of await this.#secrets.keys()) {
      const id = credentialIdOf(key);
      if (id !== undefined && isLost(id)) {
        const value = await this.#secrets.read(id);
        // It may have been removed while the keyring was read.
        if (isLost(id)) {
          await this.#repairList(id, value);
        }
      }
    }
  }

  dispose(): void {
    this.#secretsChanged.dispose();
    this.#changes.removeAllListeners();
  }

  /** Another window may have changed more than this one did. */
  #changeOf(id: string): 'name' | 'keys' {
    const [row, told] = [this.#stored.find(id), this.#notified.get(id)];
    return isDeepStrictEqual({ ...row, name: '' }, { ...told, name: '' }) ? 'name' : 'keys';
  }

  #notify(id: string, what: 'name' | 'keys' = 'keys'): void {
    const row = this.#stored.find(id);
    if (row === undefined) {
      this.#notified.delete(id);
    } else {
      this.#notified.set(id, row);
    }
    this.#changes.emit('change', id, what);
  }

  async #onSecretChanged(id: string): Promise<void> {
    let value: string | undefined;
    try {
      value = await this.#secrets.read(id);
      await this.#repairList(id, value);
    } catch {
      // A keyring that fails counts as one without the secret: the credential's row will say so.
    }
    if (this.#secrets.isExternalChange(id, value)) {
      this.#notify(id);
    }
  }

  /** Has the list say what the keyring has, in case another window wrote it at the same time as this one. */
  async #repairList(id: string, value: string | undefined): Promise<void> {
    const secret = parseSecret(value);
    const metadata = secret === undefined ? undefined : metadataOf(id, secret);
    if (metadata !== undefined) {
      await this.#stored.put({ ...metadata, name: this.#stored.find(id)?.name ?? metadata.name });
    } else if (value === undefined) {
      await this.#stored.remove(id);
    }
  }
}
