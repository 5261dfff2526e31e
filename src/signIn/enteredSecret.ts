import type { AuthenticationMethod } from '../atlas/auth/authenticator';

/** What a secret belongs to: the base URL it may be sent to, and the key that it proves. */
export interface KeyTarget {
  readonly origin: string;
  readonly method: AuthenticationMethod;
  readonly keyId: string;
}

/**
 * A secret together with what it was entered for. It can be had for exactly that base URL, method and key ID, so that
 * changing any of them in a wizard leaves nothing to offer or to send.
 */
export class EnteredSecret {
  readonly #target: KeyTarget;
  readonly #secret: string;

  constructor({ origin, method, keyId }: KeyTarget, secret: string) {
    this.#target = { origin, method, keyId };
    this.#secret = secret;
  }

  /** Returns the secret, or undefined when it was entered for something else. */
  secretFor({ origin, method, keyId }: KeyTarget): string | undefined {
    const { origin: itsOrigin, method: itsMethod, keyId: itsKeyId } = this.#target;
    return origin === itsOrigin && method === itsMethod && keyId === itsKeyId ? this.#secret : undefined;
  }
}
