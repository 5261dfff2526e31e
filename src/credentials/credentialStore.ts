import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import pLimit from 'p-limit';
import type { Memento } from 'vscode';
import type { KeyPair } from '../atlas/auth/authenticator';
import { CredentialError, moved, type Credential, type CredentialListener, type Place } from './credential';
import { CredentialList, type Metadata } from './credentialList';
import { credentialIdOf, metadataOf, parseSecret, secretOf } from './credentialSecret';
import { CredentialSecrets, type Secrets, type Subscription } from './credentialSecrets';

export type NewCredential = Omit<Credential, 'id' | 'source'> & { readonly secret: string };

/**
 * The credentials that the person has given: secrets in SecretStorage, one JSON value each, and what may be known
 * without them in `globalState`. Neither is synchronized to other machines.
 */
export class CredentialStore implements Subscription {
  readonly #changes = new EventEmitter();
  readonly #secretsChanged: Subscription;
  readonly #stored: CredentialList;
  /** What this window writes, it writes one after the other. */
  readonly #inTurn = pLimit(1);
  readonly #secrets: CredentialSecrets;
  /** The rows that listeners know of. */
  readonly #told = new Map<string, Metadata>();
  /** What no keyring would keep: it ends with this window. */
  readonly #session = new Map<string, { readonly credential: Credential; readonly secret: string }>();

  constructor(
    private readonly secrets: Secrets,
    state: Memento,
  ) {
    this.#stored = new CredentialList(state);
    this.#secrets = new CredentialSecrets(secrets);
    this.#stored.rows().forEach((row) => this.#told.set(row.id, row));
    this.#secretsChanged = secrets.onDidChange(({ key }) => {
      const id = credentialIdOf(key);
      if (id !== undefined) {
        void this.#inTurn(() => this.#onSecretChanged(id));
      }
    });
  }

  /** Tells `listener` of each change, in whichever window. */
  onDidChange(listener: CredentialListener): Subscription {
    this.#changes.on('change', listener);
    return { dispose: () => void this.#changes.off('change', listener) };
  }

  /** All credentials, in the order in which they were added; those that end with this window are the last. */
  list(): readonly Credential[] {
    const rows = this.#stored.rows();
    const session = [...this.#session.values()].map(({ credential }) => credential);
    return [
      ...rows.map((row): Credential => this.#session.get(row.id)?.credential ?? { ...row, source: 'stored' }),
      ...session.filter(({ id }) => !rows.some((row) => row.id === id)),
    ];
  }

  /**
   * Keeps a credential. It is listed before its secret is written, so that a crash between the two leaves a row that
   * says what is missing, and never a secret that nobody sees.
   * @throws CredentialError when the keyring does not keep the secret; nothing is left behind then
   */
  add({ secret, ...rest }: NewCredential): Promise<Credential> {
    return this.#inTurn(async () => {
      const credential: Credential = { ...rest, id: randomUUID(), source: 'stored' };
      await this.#stored.put(credential);
      try {
        await this.#secrets.write(credential.id, secretOf(rest, secret));
      } catch (error) {
        await this.#stored.remove(credential.id);
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
   * @throws CredentialError when the keyring does not keep the secret
   */
  replaceSecret({ id }: Credential, secret: string, movedTo?: Place): Promise<void> {
    return this.#inTurn(async () => {
      const listed = this.list().find((credential) => credential.id === id);
      if (listed === undefined) {
        return;
      }
      const credential = moved(listed, movedTo ?? listed);
      await this.#secrets.write(id, secretOf(credential, secret));
      this.#session.delete(id);
      await this.#stored.put(credential);
      this.#tell(id);
    });
  }

  /** Gives a credential another name; its secret is not touched, for another window may be replacing it. */
  rename(id: string, name: string): Promise<void> {
    return this.#inTurn(async () => {
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

  /** Forgets a credential, its secret first. */
  remove(id: string): Promise<void> {
    return this.#inTurn(async () => {
      this.#session.delete(id);
      await this.#secrets.remove(id);
      await this.#stored.remove(id);
      this.#tell(id);
    });
  }

  /**
   * The credential's secret part.
   * @throws CredentialError when there is none, or when it was given for another origin or key than is listed
   */
  async keysOf({ id, origin, method, keyId }: Credential): Promise<KeyPair> {
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
   */
  async refresh(): Promise<void> {
    for (const key of (await this.secrets.keys?.()) ?? []) {
      const id = credentialIdOf(key);
      if (id !== undefined && this.#stored.find(id) === undefined && !this.#stored.wasRemoved(id)) {
        await this.#mendList(id, await this.secrets.get(key));
      }
    }
    for (const id of new Set([...this.#stored.rows().map((row) => row.id), ...this.#told.keys()])) {
      if (!isDeepStrictEqual(this.#stored.find(id), this.#told.get(id))) {
        this.#tell(id, this.#whatChanged(id));
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
