import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Memento } from './memento';
import type { KeyPair } from '../atlas/auth/authenticator';
import { CredentialError, moved, type Credential, type CredentialListener, type Place } from './credential';
import { CredentialList, type Metadata } from './credentialList';
import { credentialIdOf, metadataOf, parseSecret, secretOf, stringifySecret } from './credentialSecret';
import { CredentialSecrets, type Secrets, type Subscription } from './credentialSecrets';
import { Turns } from './turns';

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
  readonly #turns = new Turns();
  readonly #secrets: CredentialSecrets;
  /** The rows that listeners know of. */
  readonly #told = new Map<string, Metadata>();
  /** What no keyring would keep: it ends with this window. */
  readonly #session = new Map<string, { readonly credential: Credential; readonly secret: string }>();

  /** @param patience milliseconds that the keyring has for each access; given by tests */
  constructor(secrets: Secrets, state: Memento, patience?: number) {
    this.#stored = new CredentialList(state);
    this.#secrets = new CredentialSecrets(secrets, (id) => this.#stored.has(id), patience);
    this.#stored.rows().forEach((row) => this.#told.set(row.id, row));
    this.#secretsChanged = secrets.onDidChange(({ key }) => {
      const id = credentialIdOf(key);
      if (id !== undefined) {
        void this.#turns.run(id, () => this.#onSecretChanged(id));
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
    return this.#turns.run(credential.id, async () => {
      await this.#stored.put(credential);
      try {
        await this.#secrets.write(credential.id, stringifySecret(secretOf(rest, secret)));
      } catch (error) {
        await this.#stored.remove(credential.id);
        if (error instanceof CredentialError && error.problem === 'keyringSilent') {
          this.#secrets.discardUnlisted(credential.id);
        }
        throw error;
      }
      this.#tell(credential.id);
      return credential;
    });
  }

  /** Keeps a new credential, or other keys of the one that is named, in the memory of this window alone. */
  keepForSession({ secret, ...rest }: NewCredential, id: string = randomUUID()): Credential {
    const credential: Credential = { ...rest, id, source: 'session' };
    this.#session.set(id, { credential, secret });
    this.#tell(id);
    return credential;
  }

  /**
   * Puts another secret in the place of a credential's; nothing happens when the credential was removed meanwhile.
   * @param movedTo where the credential is from now on; its organization is not known without one
   * @throws CredentialError when the keyring does not keep the secret, or only a newer version can read the credential
   */
  replaceSecret({ id }: Credential, secret: string, movedTo?: Place): Promise<void> {
    return this.#turns.run(id, async () => {
      const old = await this.#secrets.read(id).catch(() => undefined);
      const listed = this.list().find((credential) => credential.id === id);
      if (listed === undefined) {
        return;
      }
      if (listed.source === 'unreadable') {
        throw new CredentialError('newerVersion');
      }
      const credential = moved(listed, movedTo ?? listed);
      await this.#secrets.write(id, stringifySecret(secretOf(credential, secret), old));
      this.#session.delete(id);
      await this.#stored.put(credential);
      this.#tell(id);
    });
  }

  /** Gives a credential another name; its secret is not touched, for another window may be replacing it. */
  rename(id: string, name: string): Promise<void> {
    return this.#turns.run(id, async () => {
      const session = this.#session.get(id);
      if (session !== undefined) {
        this.#session.set(id, { ...session, credential: { ...session.credential, name } });
      }
      const stored = this.#stored.find(id);
      if (stored !== undefined) {
        await this.#stored.put({ ...stored, name });
      }
      if ((session ?? stored) !== undefined) {
        this.#tell(id, this.#whatChanged(id));
      }
    });
  }

  /**
   * Forgets a credential, its secret first. One that is in the memory of this window alone needs no keyring.
   * @throws CredentialError when the keyring does not delete the secret; the credential stays as it was then
   */
  remove(id: string): Promise<void> {
    return this.#turns.run(id, async () => {
      if (this.#stored.has(id) || !this.#session.has(id)) {
        await this.#secrets.remove(id);
        await this.#stored.remove(id);
      }
      this.#session.delete(id);
      this.#tell(id);
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
      await this.#findLostRows();
    } finally {
      for (const id of new Set([...this.#stored.rows().map((row) => row.id), ...this.#told.keys()])) {
        if (!isDeepStrictEqual(this.#stored.find(id), this.#told.get(id))) {
          this.#tell(id, this.#whatChanged(id));
        }
      }
    }
  }

  async #findLostRows(): Promise<void> {
    const isLost = (id: string): boolean => !this.#stored.has(id) && !this.#stored.wasRemoved(id);
    for (const key of await this.#secrets.keys()) {
      const id = credentialIdOf(key);
      if (id !== undefined && isLost(id)) {
        const value = await this.#secrets.read(id);
        // It may have been removed while the keyring was read.
        if (isLost(id)) {
          await this.#mendList(id, value);
        }
      }
    }
  }

  dispose(): void {
    this.#secretsChanged.dispose();
    this.#changes.removeAllListeners();
  }

  /** Another window may have changed more than this one did. */
  #whatChanged(id: string): 'name' | 'keys' {
    const [row, told] = [this.#stored.find(id), this.#told.get(id)];
    return isDeepStrictEqual({ ...row, name: '' }, { ...told, name: '' }) ? 'name' : 'keys';
  }

  #tell(id: string, what: 'name' | 'keys' = 'keys'): void {
    const row = this.#stored.find(id);
    if (row === undefined) {
      this.#told.delete(id);
    } else {
      this.#told.set(id, row);
    }
    this.#changes.emit('change', id, what);
  }

  async #onSecretChanged(id: string): Promise<void> {
    let value: string | undefined;
    try {
      value = await this.#secrets.read(id);
      await this.#mendList(id, value);
    } catch {
      // A keyring that fails counts as one without the secret: the credential's row will say so.
    }
    if (this.#secrets.isNews(id, value)) {
      this.#tell(id);
    }
  }

  /** Has the list say what the keyring has, in case another window wrote it at the same time as this one. */
  async #mendList(id: string, value: string | undefined): Promise<void> {
    const secret = parseSecret(value);
    const metadata = secret === undefined ? undefined : metadataOf(id, secret);
    if (metadata !== undefined) {
      await this.#stored.put({ ...metadata, name: this.#stored.find(id)?.name ?? metadata.name });
    } else if (value === undefined) {
      await this.#stored.remove(id);
    }
  }
}
