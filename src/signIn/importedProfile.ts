import type { AuthenticationMethod } from '../atlas/auth/authenticator';

/** What a profile of the Atlas CLI brings; what it keeps in the keyring of the system is still to be asked for. */
export interface ImportedProfile {
  readonly method: AuthenticationMethod;
  readonly origin: string;
  readonly keyId: string;
  readonly secret: string;
}
