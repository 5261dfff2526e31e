/** Returns a value of a profile, or undefined if it isn't set or isn't a string. */
export type ReadValue = (name: string) => string | undefined;

/**
 * Why a profile can't be used: it is a user account login, its authentication is turned off or of an unknown type, it
 * is for another service than Atlas, or it contains no key.
 */
export type UnusedProfile = 'userAccount' | 'noAuth' | 'authType' | 'service' | 'noKey';

const SERVICE_ACCOUNT = { method: 'serviceAccount', id: 'client_id', secret: 'client_secret' } as const;
const API_KEY = { method: 'apiKey', id: 'public_api_key', secret: 'private_api_key' } as const;
const LOGIN = { id: 'access_token', secret: 'refresh_token' } as const;
type Keys = typeof SERVICE_ACCOUNT | typeof API_KEY;

/** The names of the values that make a table a profile. */
export const KEY_NAMES: ReadonlySet<string> = new Set([
  'auth_type',
  ...[SERVICE_ACCOUNT, API_KEY, LOGIN].flatMap(({ id, secret }) => [id, secret]),
]);

/**
 * Finds the names of the key that the Atlas CLI would use, or why no key can be copied. A complete key wins over the
 * authentication type of the profile, unless the key of that type is complete too: `atlas auth login` changes the type,
 * but leaves the keys in the profile.
 * @param version of the file
 * @see https://github.com/mongodb/atlas-cli-core/blob/main/config/profile.go `AuthType`
 */
export function findKeys(read: ReadValue, version: number): Keys | UnusedProfile {
  const type = read('auth_type');
  // When the CLI migrates a file of version 1, it prefers the API key.
  const prefersApiKey = type === 'api_keys' || (type === undefined && version < 2);
  const [first, last] = prefersApiKey ? [API_KEY, SERVICE_ACCOUNT] : [SERVICE_ACCOUNT, API_KEY];
  const complete = [first, last].find((keys) => isComplete(keys, read));
  if (complete !== undefined) {
    return complete;
  }
  switch (type) {
    case 'service_account':
      return SERVICE_ACCOUNT;
    case 'api_keys':
      return API_KEY;
    case 'user_account':
      return 'userAccount';
    case 'no_auth':
      return 'noAuth';
    case undefined:
      return isPartial(LOGIN, read)
        ? 'userAccount'
        : ([SERVICE_ACCOUNT, API_KEY].find((keys) => isPartial(keys, read)) ?? 'noKey');
    default:
      return 'authType';
  }
}

type Pair = Readonly<Record<'id' | 'secret', string>>;

function isComplete({ id, secret }: Pair, read: ReadValue): boolean {
  return read(id) !== undefined && read(secret) !== undefined;
}

function isPartial({ id, secret }: Pair, read: ReadValue): boolean {
  return read(id) !== undefined || read(secret) !== undefined;
}
