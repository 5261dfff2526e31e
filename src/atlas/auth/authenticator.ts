import type { HttpResponse, OutgoingRequest } from '../exchange';
import type { Turn } from './turn';

export type AuthenticationMethod = 'serviceAccount' | 'apiKey';

/** What proves to Atlas who the caller is. */
export interface KeyPair {
  readonly method: AuthenticationMethod;
  /** A service account's client ID (`mdb_sa_id_…`), or an API key's public key. */
  readonly id: string;
  /** A service account's client secret (`mdb_sa_sk_…`), or an API key's private key. */
  readonly secret: string;
}

/** Sends requests in the name of one key pair. */
export interface Authenticator {
  /**
   * Sends a GET with proof of who the caller is, at most three times. A 401 that is returned is Atlas's last word.
   * @param turn sent at once by default
   * @throws what `Send` throws, or ApiError when Atlas refuses to hand out a token
   */
  send(request: OutgoingRequest, turn?: Turn): Promise<HttpResponse>;
  /** Makes the next request use a new token, so that a role that was granted since the last one is seen. */
  renew(): Promise<void>;
  /** Revokes every token that is still alive. */
  revoke(): Promise<void>;
}
