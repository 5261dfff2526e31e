import type { KeyPair } from '../atlas/auth/authenticator';
import type { AtlasClient } from '../atlas/client';
import { CredentialError, ENVIRONMENT, type Credential, type CredentialListener } from './credential';
import type { Subscription } from './credentialSecrets';
import type { CredentialStore } from './credentialStore';
import type { EnvironmentCredential } from './environment';
import { checkKeys } from './usableKeys';

/** Creates the client of one credential. No other code combines keys with an origin. */
export type CreateClient = (origin: string, keys: KeyPair) => Promise<AtlasClient>;

/** All credentials, and one client for each of them as long as its keys don't change. */
export class Credentials implements Subscription {
  readonly #clients = new Map<string, Promise<AtlasClient>>();
  readonly #subscription: Subscription;

  constructor(
    private readonly store: CredentialStore,
    private readonly environment: EnvironmentCredential | undefined,
    private readonly createClient: CreateClient,
    private readonly onRevocationFailure: (error: unknown) => void,
  ) {
    this.#subscription = store.onDidChange((id, what) => {
      if (what !== 'name') {
        this.#forget(id);
      }
    });
  }

  list(): readonly Credential[] {
    const stored = this.store.list();
    return this.environment === undefined ? stored : [this.environment.credential, ...stored];
  }

  find(id: string): Credential | undefined {
    return this.list().find((credential) => credential.id === id);
  }

  /** Returns the origin and keys from the environment, to copy them; undefined if they can't be used. */
  environmentKeys(): (Pick<Credential, 'origin' | 'method' | 'keyId'> & { readonly secret: string }) | undefined {
    const { credential, keys } = this.environment ?? {};
    return credential === undefined || keys === undefined
      ? undefined
      : { origin: credential.origin, method: keys.method, keyId: keys.id, secret: keys.secret };
  }

  onDidChange(listener: CredentialListener): Subscription {
    return this.store.onDidChange(listener);
  }

  /**
   * Creates a client that is not kept, to try keys before they are stored.
   * @throws CredentialError if the base URL or the keys can't be used
   */
  tryClient(origin: string, keys: KeyPair): Promise<AtlasClient> {
    return this.#create(origin, keys);
  }

  /** Closes a client and revokes its token. */
  release(client: AtlasClient): void {
    client.close().catch(this.onRevocationFailure);
  }

  /**
   * Returns the client of a credential.
   * @throws CredentialError if the keys are missing, were entered for another base URL, or can't be used
   */
  clientOf(credential: Credential): Promise<AtlasClient> {
    const existing = this.#clients.get(credential.id);
    if (existing !== undefined) {
      return existing;
    }
    const client = this.#keysOf(credential).then((keys) => this.#create(credential.origin, keys));
    this.#clients.set(credential.id, client);
    client.catch(() => {
      if (this.#clients.get(credential.id) === client) {
        this.#clients.delete(credential.id);
      }
    });
    return client;
  }

  /** Closes all clients. VS Code doesn't wait when it closes, so their tokens may stay valid until they expire. */
  dispose(): void {
    this.#subscription.dispose();
    for (const client of this.#clients.values()) {
      this.#releaseWhenCreated(client);
    }
  }

  /** The only place where keys and a base URL become a client. Both are validated, wherever they were stored. */
  async #create(origin: string, keys: KeyPair): Promise<AtlasClient> {
    checkKeys(origin, keys);
    return this.createClient(origin, keys);
  }

  async #keysOf(credential: Credential): Promise<KeyPair> {
    if (credential.id !== ENVIRONMENT) {
      return this.store.keysOf(credential);
    }
    const { keys, problem = 'environmentOrigin' } = this.environment ?? {};
    if (keys === undefined) {
      throw new CredentialError(problem);
    }
    return keys;
  }

  #forget(id: string): void {
    const client = this.#clients.get(id);
    this.#clients.delete(id);
    if (client !== undefined) {
      this.#releaseWhenCreated(client);
    }
  }

  #releaseWhenCreated(client: Promise<AtlasClient>): void {
    client.then(
      (created) => {
        this.release(created);
      },
      () => undefined,
    );
  }
}
