import type { AuthenticationMethod } from '../atlas/auth/authenticator';

/** What a secret belongs to: the base URL that it may be sent to, and the key that it proves. */
export interface KeyTarget {
  readonly origin: string;
  readonly method: AuthenticationMethod;
  readonly keyId: string;
}

/** A key from the environment or an Atlas CLI profile. The secret is empty if it must be entered. */
export interface ImportedKey extends KeyTarget {
  readonly secret: string;
}

/**
 * A secret together with the base URL, method, and key ID that it was entered for. Changing any of them in a wizard
 * makes the secret unavailable, so it is never offered for, or sent to, anything else.
 */
export class EnteredSecret {
  readonly #target: KeyTarget;
  readonly #secret: string;

  constructor({ origin, method, keyId }: KeyTarget, secret: string) {
    this.#target = { origin, method, keyId };
    this.#secret = secret;
  }

  /** Returns the secret, or undefined if it was entered for something else. */
  secretFor({ origin, method, keyId }: KeyTarget): string | undefined {
    const { origin: itsOrigin, method: itsMethod, keyId: itsKeyId } = this.#target;
    return origin === itsOrigin && method === itsMethod && keyId === itsKeyId ? this.#secret : undefined;
  }
}
