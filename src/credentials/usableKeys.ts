import type { KeyPair } from '../atlas/auth/authenticator';
import { isOrigin } from '../atlas/origin';
import { CredentialError } from './credential';

/**
 * Visible ASCII without a colon, which would end the ID in both kinds of authentication (RFC 7617 §2, RFC 7616 §3.4.2).
 */
const ID = /^[!-9;-~]+$/;
const SECRET = /^[!-~]+$/;

/** Returns whether a text can be the ID of a key: the public key of an API key, or a client ID. */
export function isKeyId(text: string): boolean {
  return ID.test(text);
}

/** Returns whether a text can be the secret of a key. Atlas's secrets contain visible ASCII characters only. */
export function isSecret(text: string): boolean {
  return SECRET.test(text);
}

/**
 * Validates a base URL and keys before a client is created from them, whether stored, imported or entered.
 * @throws CredentialError if the base URL must not receive a key, or the key can't be sent as it is
 */
export function checkKeys(origin: string, { id, secret }: KeyPair): void {
  if (!isOrigin(origin)) {
    throw new CredentialError('originRefused');
  }
  if (!isKeyId(id) || !isSecret(secret)) {
    throw new CredentialError('keyRefused');
  }
}
