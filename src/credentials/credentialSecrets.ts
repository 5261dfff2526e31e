import { CredentialError } from './credential';
import { secretKey } from './credentialSecret';

/** Ends something that was begun. */
export interface Subscription {
  dispose(): void;
}

/** The part of VS Code's SecretStorage that the store uses. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** Since VS Code 1.105. */
  keys?(): PromiseLike<readonly string[]>;
  onDidChange(listener: (event: { readonly key: string }) => void): Subscription;
}

/** In milliseconds. A keyring that is waiting for its password doesn't respond; nothing may wait for it forever. */
const KEYRING_TIMEOUT = 8000;

/**
 * The secrets of credentials in SecretStorage, and what this window wrote there. Every access ends: with a
 * CredentialError of its own when the keyring fails or stays silent. No error holds what the keyring says, because that
 * might quote the value.
 */
export class CredentialSecrets {
  /** What this window wrote last: VS Code reports its writes too, later, and they are old news by then. */
  readonly #written = new Map<string, string | undefined>();

  constructor(
    private readonly secrets: Secrets,
    /** Whether a credential is listed; a secret that the keyring takes late is deleted again if it isn't. */
    private readonly isListed: (id: string) => boolean,
    private readonly patience = KEYRING_TIMEOUT,
  ) {}

  /** The secret as it is stored; undefined when there is none. */
  async read(id: string): Promise<string | undefined> {
    return this.#withTimeout(() => this.secrets.get(secretKey(id)));
  }

  /** The keys of all secrets of this extension; none where VS Code doesn't tell. */
  async keys(): Promise<readonly string[]> {
    return this.#withTimeout(() => this.secrets.keys?.() ?? Promise.resolve([]));
  }

  /** @throws CredentialError when the keyring does not keep it */
  async write(id: string, value: string): Promise<void> {
    const written = this.#written.get(id);
    this.#written.set(id, value);
    let storing: Thenable<void> | undefined;
    let problem: 'notStored' | 'keyringTimeout' = 'notStored';
    try {
      await this.#withTimeout(() => (storing = this.secrets.store(secretKey(id), value)));
      // Another window may have written another value meanwhile, which is kept then.
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
    this.#written.set(id, written);
    throw new CredentialError(problem);
  }

  /** @throws CredentialError when the keyring does not delete it */
  async remove(id: string): Promise<void> {
    const written = this.#written.get(id);
    this.#written.set(id, undefined);
    try {
      await this.#withTimeout(() => this.secrets.delete(secretKey(id)));
    } catch (error) {
      this.#written.set(id, written);
      throw error;
    }
  }

  /** Deletes a secret whose credential isn't listed; at best effort, because nothing waits for it. */
  discardUnlisted(id: string): void {
    if (!this.isListed(id)) {
      this.remove(id).catch(() => undefined);
    }
  }

  /** Whether a value is not the one that this window wrote or was told of last; from now on it is. */
  isExternalChange(id: string, value: string | undefined): boolean {
    const isExternalChange = !this.#written.has(id) || this.#written.get(id) !== value;
    this.#written.set(id, value);
    return isExternalChange;
  }

  async #withTimeout<T>(access: () => Thenable<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new CredentialError('keyringTimeout'));
      }, this.patience);
    });
    try {
      return await Promise.race([access(), silence]);
    } catch (error) {
      throw error instanceof CredentialError ? error : new CredentialError('keyringFailed');
    } finally {
      clearTimeout(timer);
    }
  }
}
