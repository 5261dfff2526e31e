import { randomUUID } from 'node:crypto';
import type { Memento } from './memento';
import type { KeyPair } from '../atlas/auth/authenticator';
import {
  CredentialError,
  withLocation,
  type Credential,
  type CredentialListener,
  type AtlasLocation,
} from './credential';
import { CredentialChanges } from './credentialChanges';
import { CredentialList } from './credentialList';
import { credentialIdOf, metadataOf, parseSecret, secretOf, stringifySecret } from './credentialSecret';
import { CredentialSecrets, type Secrets, type Subscription } from './credentialSecrets';
import { KeyedQueue } from './keyedQueue';

export type NewCredential = Omit<Credential, 'id' | 'source'> & { readonly secret: string };

/**
 * The credentials that the user has added. Their secrets are in SecretStorage, one JSON value each; everything else is
 * in `globalState`. Neither is synced to other machines. The profiles of VS Code share the secrets, but each profile
 * has its own list. It adds the credentials of other profiles if VS Code can list the secrets.
 */
export class CredentialStore implements Subscription {
  readonly #secretsChanged: Subscription;
  readonly #stored: CredentialList;
  readonly #changes: CredentialChanges;
  /**
   * Runs the writes of this window in order for each credential, so that a hanging keyring blocks no other credential.
   */
  readonly #queue = new KeyedQueue();
  readonly #secrets: CredentialSecrets;
  /** Credentials that no keyring stores. They end with this window. */
  readonly #session = new Map<string, { readonly credential: Credential; readonly secret: string }>();

  /** @param timeout milliseconds for each access to the keyring; set by tests */
  constructor(secrets: Secrets, state: Memento, timeout?: number) {
    this.#stored = new CredentialList(state);
    this.#secrets = new CredentialSecrets(secrets, (id) => this.#stored.has(id), timeout);
    this.#changes = new CredentialChanges(this.#stored);
    this.#secretsChanged = secrets.onDidChange(({ key }) => {
      const id = credentialIdOf(key);
      if (id !== undefined) {
        void this.#queue.run(id, () => this.#onSecretChanged(id));
      }
    });
  }

  /** Calls `listener` for each change in any window. */
  onDidChange(listener: CredentialListener): Subscription {
    return this.#changes.listen(listener);
  }

  /**
   * Returns all credentials in the order in which they were added, then those that end with this window, then those
   * that only a newer version can read.
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
   * Stores a credential. It is listed before its secret is written, so that a crash in between leaves a row that says
   * what is missing, and never an invisible secret.
   * @throws CredentialError if the keyring doesn't store the secret; then nothing remains
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
      this.#changes.notify(credential.id);
      return credential;
    });
  }

  /** Keeps a new credential, or new keys of an existing one, in the memory of this window only. */
  keepForSession({ secret, ...rest }: NewCredential, id: string = randomUUID()): Credential {
    const credential: Credential = { ...rest, id, source: 'session' };
    this.#session.set(id, { credential, secret });
    this.#changes.notify(id);
    return credential;
  }

  /**
   * Replaces the secret of a credential. Does nothing if the credential was removed.
   * @param location the new location; by default the listed one
   * @throws CredentialError if the keyring doesn't store the secret, or only a newer version can read the credential
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
      this.#changes.notify(id);
    });
  }

  /** Renames a credential. Its secret is not written, because another window may be replacing it. */
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
        this.#changes.notifyOfRow(id);
      }
    });
  }

  /**
   * Removes a credential, its secret first. One that is only in the memory of this window needs no keyring.
   * @throws CredentialError if the keyring doesn't delete the secret; then the credential stays unchanged
   */
  remove(id: string): Promise<void> {
    return this.#queue.run(id, async () => {
      if (this.#stored.has(id) || !this.#session.has(id)) {
        await this.#secrets.remove(id);
        await this.#stored.remove(id);
      }
      this.#session.delete(id);
      this.#changes.notify(id);
    });
  }

  /**
   * Returns the keys of a credential.
   * @throws CredentialError if there is no secret, if it was entered for another base URL or key than the listed one,
   * if the keyring fails or doesn't respond, or if only a newer version can read the credential
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
   * Looks for changes by other windows that VS Code doesn't report, as in a browser, and for secrets whose rows the
   * list has lost. Reads no secret of a listed credential.
   * @throws CredentialError if the keyring fails or doesn't respond
   */
  async refresh(): Promise<void> {
    try {
      await this.#recoverLostRows();
    } finally {
      this.#changes.notifyOfAllRows();
    }
  }

  dispose(): void {
    this.#secretsChanged.dispose();
    this.#changes.dispose();
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

  async #onSecretChanged(id: string): Promise<void> {
    let value: string | undefined;
    try {
      value = await this.#secrets.read(id);
      await this.#repairList(id, value);
    } catch {
      // A failed keyring counts as one without the secret. The row of the credential will show it.
    }
    if (this.#secrets.isExternalChange(id, value)) {
      this.#changes.notify(id);
    }
  }

  /** Updates the list from the keyring, because another window may have overwritten the list at the same time. */
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
