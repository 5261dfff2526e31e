import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Memento, SecretStorage } from 'vscode';
import type { KeyPair } from '../atlas/auth/authenticator';
import { CredentialError, type Credential } from './credential';

const METADATA = 'credentials';
const SECRET_PREFIX = 'credential/';

const Method = v.picklist(['serviceAccount', 'apiKey']);

const Metadata = v.pipe(
  v.object({ id: v.string(), name: v.string(), origin: v.string(), method: Method, keyId: v.string() }),
  v.transform((stored): Credential => ({ ...stored, source: 'stored' })),
);

/** The origin is part of the secret: a key whose stored parts disagree is never sent anywhere. */
const Secret = v.object({ origin: v.string(), method: Method, id: v.string(), secret: v.string() });

/** Ends something that was begun. */
export interface Subscription {
  dispose(): void;
}

/** The part of VS Code's SecretStorage that the store uses. */
export interface Secrets extends Pick<SecretStorage, 'get' | 'store' | 'delete'> {
  onDidChange(listener: (event: { readonly key: string }) => void): Subscription;
}

export type NewCredential = Omit<Credential, 'id' | 'source'> & { readonly secret: string };

/**
 * The credentials that the person has given: secrets in SecretStorage, one JSON value each, and what may be known
 * without them in `globalState`. Neither is synchronized to other machines.
 */
export class CredentialStore implements Subscription {
  readonly #changes = new EventEmitter();
  readonly #secretsChanged: Subscription;
  /** What this window wrote last: VS Code reports its writes too, later, and they are old news by then. */
  readonly #written = new Map<string, string | undefined>();

  constructor(
    private readonly secrets: Secrets,
    private readonly state: Memento,
  ) {
    this.#secretsChanged = secrets.onDidChange(({ key }) => {
      if (key.startsWith(SECRET_PREFIX)) {
        void this.#onSecretChanged(key);
      }
    });
  }

  /** Calls `listener` with the id of a credential that was added, changed or removed, in whichever window. */
  onDidChange(listener: (id: string) => void): Subscription {
    this.#changes.on('change', listener);
    return { dispose: () => void this.#changes.off('change', listener) };
  }

  /** All credentials, in the order in which they were added. */
  list(): readonly Credential[] {
    const rows = v.safeParse(v.array(v.unknown()), this.state.get<unknown>(METADATA));
    return (rows.success ? rows.output : []).flatMap((row) => {
      const parsed = v.safeParse(Metadata, row);
      return parsed.success ? [parsed.output] : [];
    });
  }

  /** Keeps a credential. The secret is written first, so that a listed credential has one. */
  async add({ secret, ...rest }: NewCredential): Promise<Credential> {
    const credential: Credential = { ...rest, id: randomUUID(), source: 'stored' };
    await this.#writeSecret(credential, secret);
    await this.#writeMetadata([...this.list(), credential]);
    this.#changes.emit('change', credential.id);
    return credential;
  }

  /** Puts another secret in the place of the credential's own, unless the credential was removed meanwhile. */
  async replaceSecret(credential: Credential, secret: string): Promise<void> {
    if (!this.list().some(({ id }) => id === credential.id)) {
      return;
    }
    await this.#writeSecret(credential, secret);
    this.#changes.emit('change', credential.id);
  }

  /** Gives a credential another name; a window that is open beside this one shows it when it lists them next. */
  async rename(id: string, name: string): Promise<void> {
    await this.#writeMetadata(this.list().map((one) => (one.id === id ? { ...one, name } : one)));
    this.#changes.emit('change', id);
  }

  /** Forgets a credential, its secret first. */
  async remove(id: string): Promise<void> {
    const key = SECRET_PREFIX + id;
    this.#written.set(key, undefined);
    await this.secrets.delete(key);
    await this.#writeMetadata(this.list().filter((credential) => credential.id !== id));
    this.#changes.emit('change', id);
  }

  /**
   * The credential's secret part.
   * @throws CredentialError when there is none, or when it was given for another origin or key than is listed
   */
  async keysOf({ id, origin, method, keyId }: Credential): Promise<KeyPair> {
    const stored = await this.secrets.get(SECRET_PREFIX + id);
    const parsed = stored === undefined ? undefined : v.safeParse(v.pipe(v.string(), v.parseJson(), Secret), stored);
    if (parsed?.success !== true) {
      throw new CredentialError('secretMissing');
    }
    const { output: secret } = parsed;
    if (secret.origin !== origin || secret.method !== method || secret.id !== keyId) {
      throw new CredentialError('originMismatch');
    }
    return { method, id: keyId, secret: secret.secret };
  }

  dispose(): void {
    this.#secretsChanged.dispose();
    this.#changes.removeAllListeners();
  }

  async #onSecretChanged(key: string): Promise<void> {
    // A keyring that fails counts as one without the secret: the credential's row will say so.
    const value = await Promise.resolve(this.secrets.get(key)).catch(() => undefined);
    if (!this.#written.has(key) || this.#written.get(key) !== value) {
      this.#written.set(key, value);
      this.#changes.emit('change', key.slice(SECRET_PREFIX.length));
    }
  }

  async #writeSecret({ id, origin, method, keyId }: Credential, secret: string): Promise<void> {
    const key = SECRET_PREFIX + id;
    const value = JSON.stringify({ origin, method, id: keyId, secret });
    this.#written.set(key, value);
    await this.secrets.store(key, value);
  }

  async #writeMetadata(credentials: readonly Credential[]): Promise<void> {
    await this.state.update(
      METADATA,
      credentials.map(({ id, name, origin, method, keyId }) => ({ id, name, origin, method, keyId })),
    );
  }
}
