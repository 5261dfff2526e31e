import type { Send } from '../exchange';
import type { Authenticator, KeyPair } from './authenticator';
import { DigestAuthenticator } from './digest';
import { ServiceAccountAuthenticator } from './serviceAccount';

/**
 * Returns the authenticator for a key pair on the origin of `send`.
 * @param now returns the milliseconds of a monotonic clock
 */
export function createAuthenticator(keys: KeyPair, origin: string, send: Send, now: () => number): Authenticator {
  return keys.method === 'apiKey'
    ? new DigestAuthenticator(keys.id, keys.secret, send)
    : new ServiceAccountAuthenticator(keys.id, keys.secret, origin, send, now);
}
