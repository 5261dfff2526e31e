import type { HttpResponse, OutgoingRequest } from '../exchange';
import type { Turn } from './turn';

export type AuthenticationMethod = 'serviceAccount' | 'apiKey';

/** The keys of one credential. */
export interface KeyPair {
  readonly method: AuthenticationMethod;
  /** A service account's client ID (`mdb_sa_id_…`), or an API key's public key. */
  readonly id: string;
  /** A service account's client secret (`mdb_sa_sk_…`), or an API key's private key. */
  readonly secret: string;
}

/** Sends requests with one key pair. */
export interface Authenticator {
  /**
   * Sends an authenticated GET, at most three times. A returned 401 is final.
   * @param turn how the request waits; by default it doesn't
   * @throws what `Send` throws, or an ApiError if Atlas refuses to issue a token
   */
  send(request: OutgoingRequest, turn?: Turn): Promise<HttpResponse>;
  /** Makes the next request use a new token, so that newly granted roles take effect. */
  renew(): Promise<void>;
  /** Revokes all tokens that are still valid. */
  revoke(): Promise<void>;
}
