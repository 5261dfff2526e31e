import type { AuthenticationMethod } from '../atlas/auth/authenticator';

/** What may be known of a credential without its secret. */
export interface Credential {
  /** A UUID, or `environment`; never changes, and prefixes the ids of everything that is seen through it. */
  readonly id: string;
  /** The organization's name, or one that the person gave. */
  readonly name: string;
  /** The only origin that its key may be sent to. */
  readonly origin: string;
  readonly method: AuthenticationMethod;
  /** The service account's client ID, or the API key's public key. */
  readonly keyId: string;
  /** The organization that the key belongs to, where it could be read. */
  readonly organizationId?: string;
  /**
   * One from the environment can be neither changed nor removed here; one of the session ends with the window, for no
   * keyring would keep it; one that is unreadable was stored by a newer version, and can only be removed.
   */
  readonly source: 'stored' | 'session' | 'environment' | 'unreadable';
}

/** Told of a credential that was added, changed or removed; `name` when nothing else of it is another. */
export type CredentialListener = (id: string, what: 'name' | 'keys') => void;

/** Where a credential is, and what belongs to that place alone. */
export type AtlasLocation = Pick<Credential, 'origin' | 'organizationId'>;

/** The credential at another place; an organization of the old one means nothing there. */
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
  /** What is stored is no base URL that a key may be sent to. */
  | 'originRefused'
  /** The ID or the secret has a character that can't be part of one. */
  | 'keyRefused'
  /** The same for the variables of the environment. */
  | 'environmentOrigin'
  | 'environmentKey'
  /** The variable for the service has a value that the Atlas CLI doesn't know either. */
  | 'environmentService'
  | 'notStored'
  /** The keyring didn't respond in time. */
  | 'keyringTimeout'
  /** The keyring refused to read, write or delete. */
  | 'keyringFailed'
  /** A newer version of this extension stored the credential. */
  | 'newerVersion'
  | 'changed';

/** A credential that must not be used as it is; nothing was sent. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';

  constructor(readonly problem: CredentialProblem) {
    super(`The credential cannot be used: ${problem}`);
  }
}
