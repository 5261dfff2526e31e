import type { SecretStorage } from 'vscode';
import { CredentialError } from './credential';
import { secretKey, type CredentialSecret } from './credentialSecret';

/** Ends something that was begun. */
export interface Subscription {
  dispose(): void;
}

/** The part of VS Code's SecretStorage that the store uses. */
export interface Secrets extends Pick<SecretStorage, 'get' | 'store' | 'delete'> {
  /** Since VS Code 1.105. */
  keys?(): Thenable<readonly string[]>;
  onDidChange(listener: (event: { readonly key: string }) => void): Subscription;
}

/** The secrets of credentials in SecretStorage, and what this window wrote there. */
export class CredentialSecrets {
  /** What this window wrote last: VS Code reports its writes too, later, and they are old news by then. */
  readonly #written = new Map<string, string | undefined>();

  constructor(private readonly secrets: Secrets) {}

  /** The secret as it is stored; undefined when there is none. */
  async read(id: string): Promise<string | undefined> {
    return this.secrets.get(secretKey(id));
  }

  /** @throws CredentialError when the keyring does not keep it */
  async write(id: string, secret: CredentialSecret): Promise<void> {
    const value = JSON.stringify(secret);
    const written = this.#written.get(id);
    this.#written.set(id, value);
    try {
      await this.secrets.store(secretKey(id), value);
      // Another window may have written another value meanwhile, which is kept then.
      if ((await this.read(id)) !== undefined) {
        return;
      }
    } catch {
      // What the keyring says might quote the value.
    }
    this.#written.set(id, written);
    throw new CredentialError('notKept');
  }

  async remove(id: string): Promise<void> {
    this.#written.set(id, undefined);
    await this.secrets.delete(secretKey(id));
  }

  /** Whether a value is not the one that this window wrote or was told of last; from now on it is. */
  isNews(id: string, value: string | undefined): boolean {
    const isNews = !this.#written.has(id) || this.#written.get(id) !== value;
    this.#written.set(id, value);
    return isNews;
  }
}
