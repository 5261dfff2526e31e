import type { AuthenticationMethod } from '../atlas/auth/authenticator';

/** A credential without its secret. */
export interface Credential {
  /** A UUID or `environment`. Never changes, and prefixes the IDs of all rows of this credential. */
  readonly id: string;
  /** The organization's name, or a name that the user entered. */
  readonly name: string;
  /** The only origin that may receive its key. */
  readonly origin: string;
  readonly method: AuthenticationMethod;
  /** The service account's client ID, or the API key's public key. */
  readonly keyId: string;
  /** The organization of the key, if it could be read. */
  readonly organizationId?: string;
  /**
   * An `environment` credential can't be changed or removed. A `session` credential ends with the window, because no
   * keyring stores it. An `unreadable` one was stored by a newer version and can only be removed.
   */
  readonly source: 'stored' | 'session' | 'environment' | 'unreadable';
}

/** Called for a credential that was added, changed or removed. `what` is `name` if only the name changed. */
export type CredentialListener = (id: string, what: 'name' | 'keys') => void;

/** The origin of a credential, and what depends on it. */
export type AtlasLocation = Pick<Credential, 'origin' | 'organizationId'>;

/** Returns the credential for another location. The organization of the old one isn't valid there. */
export function withLocation({ id, name, method, keyId, source }: Credential, place: AtlasLocation): Credential {
  const { origin, organizationId } = place;
  return { id, name, origin, method, keyId, ...(organizationId !== undefined && { organizationId }), source };
}

export const ENVIRONMENT = 'environment';

export type CredentialProblem =
  /** The keyring doesn't have the secret. */
  | 'secretMissing'
  /** The secret was entered for another base URL, method or key ID. */
  | 'originMismatch'
  /** The stored base URL must not receive a key. */
  | 'originRefused'
  /** The ID or the secret has a character that can't be part of one. */
  | 'keyRefused'
  /** The same problems in environment variables. */
  | 'environmentOrigin'
  | 'environmentKey'
  /** The variable for the service has a value that the Atlas CLI doesn't support either. */
  | 'environmentService'
  /** No keyring stored the secret. */
  | 'notStored'
  /** The keyring didn't respond in time. */
  | 'keyringTimeout'
  /** The keyring refused to read, write or delete. */
  | 'keyringFailed'
  /** A newer version of this extension stored the credential. */
  | 'newerVersion'
  /** A newer version stores a whole list in another format. */
  | 'newerList'
  /** The credential was changed or removed while it was in use. */
  | 'changed';

/** A credential that must not be used as it is. No request was sent. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';

  constructor(readonly problem: CredentialProblem) {
    super(`The credential cannot be used: ${problem}`);
  }
}
