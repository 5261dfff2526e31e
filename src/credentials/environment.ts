import type { KeyPair } from '../atlas/auth/authenticator';
import { ATLAS_ORIGIN, parseOrigin } from '../atlas/origin';
import { ENVIRONMENT, type Credential } from './credential';

/** A credential that comes with its keys; none when the origin beside it is not one that a key may be sent to. */
export interface EnvironmentCredential {
  readonly credential: Credential;
  readonly keys: KeyPair | undefined;
}

/**
 * The credential that the Atlas CLI's variables name. A service account wins over an API key, and key and origin come
 * from the environment together, or not at all.
 * @see https://www.mongodb.com/docs/atlas/cli/current/atlas-cli-env-variables/
 */
export function environmentCredential(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
): EnvironmentCredential | undefined {
  const value = (variable: string): string | undefined => {
    const text = environment[`MONGODB_ATLAS_${variable}`]?.trim();
    return text === '' ? undefined : text;
  };
  const pair = (method: KeyPair['method'], id?: string, secret?: string): KeyPair | undefined =>
    id === undefined || secret === undefined ? undefined : { method, id, secret };
  const keys =
    pair('serviceAccount', value('CLIENT_ID'), value('CLIENT_SECRET')) ??
    pair('apiKey', value('PUBLIC_API_KEY'), value('PRIVATE_API_KEY'));
  if (keys === undefined) {
    return undefined;
  }
  const given = value('OPS_MANAGER_URL') ?? value('BASE_URL') ?? ATLAS_ORIGIN;
  const parsed = parseOrigin(given);
  return {
    credential: {
      id: ENVIRONMENT,
      name,
      origin: 'origin' in parsed ? parsed.origin : '',
      method: keys.method,
      keyId: keys.id,
      source: 'environment',
    },
    keys: 'origin' in parsed ? keys : undefined,
  };
}
