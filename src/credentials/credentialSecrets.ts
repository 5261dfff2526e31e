import { CredentialError } from './credential';
import { secretKey } from './credentialSecret';

/** Ends a subscription or releases a resource. */
export interface Subscription {
  dispose(): void;
}

/** The used part of VS Code's SecretStorage. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** Since VS Code 1.105. */
  keys?(): PromiseLike<readonly string[]>;
  onDidChange(listener: (event: { readonly key: string }) => void): Subscription;
}

/** Milliseconds. A keyring that waits for its password doesn't respond, and nothing may wait for it forever. */
const KEYRING_TIMEOUT = 8000;

/**
 * The secrets of credentials in SecretStorage, and what this window wrote there. Every access ends, with a
 * CredentialError if the keyring fails or doesn't respond. No error contains the keyring's message, because that might
 * quote the value.
 */
export class CredentialSecrets {
  /** The values that this window wrote last. VS Code reports its own writes too, but later. */
  readonly #written = new Map<string, string | undefined>();

  constructor(
    private readonly secrets: Secrets,
    /** Returns whether a credential is listed. If not, a secret that the keyring stores late is deleted again. */
    private readonly isListed: (id: string) => boolean,
    private readonly timeout = KEYRING_TIMEOUT,
  ) {}

  /** Returns the stored secret; undefined if there is none. */
  async read(id: string): Promise<string | undefined> {
    return this.#withTimeout(() => this.secrets.get(secretKey(id)));
  }

  /** Returns the keys of all secrets of this extension; none if VS Code can't list them. */
  async keys(): Promise<readonly string[]> {
    return this.#withTimeout(() => this.secrets.keys?.() ?? Promise.resolve([]));
  }

  /** @throws CredentialError if the keyring doesn't store the secret */
  async write(id: string, value: string): Promise<void> {
    const previous = this.#written.get(id);
    this.#written.set(id, value);
    let storing: Thenable<void> | undefined;
    let problem: 'notStored' | 'keyringTimeout' = 'notStored';
    try {
      await this.#withTimeout(() => (storing = this.secrets.store(secretKey(id), value)));
      // Another window may have written another value at the same time, which stays.
      if ((await this.read(id)) !== undefined) {
        return;
      }
    } catch (error) {
      if (error instanceof CredentialError && error.problem === 'keyringTimeout') {
        problem = 'keyringTimeout';
        storing?.then(
          () => {
            this.discardUnlisted(id);
          },
          () => undefined,
        );
      }
    }
    this.#written.set(id, previous);
    throw new CredentialError(problem);
  }

  /** @throws CredentialError if the keyring doesn't delete the secret */
  async remove(id: string): Promise<void> {
    const previous = this.#written.get(id);
    this.#written.set(id, undefined);
    try {
      await this.#withTimeout(() => this.secrets.delete(secretKey(id)));
    } catch (error) {
      this.#written.set(id, previous);
      throw error;
    }
  }

  /** Deletes a secret whose credential isn't listed. Failures are ignored, because nothing waits for it. */
  discardUnlisted(id: string): void {
    if (!this.isListed(id)) {
      this.remove(id).catch(() => undefined);
    }
  }

  /** Returns whether a value differs from the last known one, and makes it the last known one. */
  isExternalChange(id: string, value: string | undefined): boolean {
    const isExternal = !this.#written.has(id) || this.#written.get(id) !== value;
    this.#written.set(id, value);
    return isExternal;
  }

  async #withTimeout<T>(access: () => Thenable<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new CredentialError('keyringTimeout'));
      }, this.timeout);
    });
    try {
      return await Promise.race([access(), timeout]);
    } catch (error) {
      throw error instanceof CredentialError ? error : new CredentialError('keyringFailed');
    } finally {
      clearTimeout(timer);
    }
  }
}
