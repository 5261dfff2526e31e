import type { KeyPair } from '../atlas/auth/authenticator';
import { isOrigin } from '../atlas/origin';
import { CredentialError } from './credential';

/** Visible ASCII; a colon would end the ID in both kinds of authentication (RFC 7617 §2, RFC 7616 §3.4.2). */
const ID = /^[!-9;-~]+$/;
const SECRET = /^[!-~]+$/;

/** Whether a text can be the ID of a key: the public key of an API key, or a client ID. */
export function isKeyId(text: string): boolean {
  return ID.test(text);
}

/** Whether a text can be the secret of a key. Atlas's secrets have visible ASCII characters only. */
export function isSecret(text: string): boolean {
  return SECRET.test(text);
}

/**
 * Checks what is about to become a client, wherever it came from: stored, imported or entered.
 * @throws CredentialError when the base URL isn't one that a key may be sent to, or the key can't be sent as it is
 */
export function checkKeys(origin: string, { id, secret }: KeyPair): void {
  if (!isOrigin(origin)) {
    throw new CredentialError('originRefused');
  }
  if (!isKeyId(id) || !isSecret(secret)) {
    throw new CredentialError('keyRefused');
  }
}
