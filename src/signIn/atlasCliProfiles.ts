import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parse, TomlError } from 'smol-toml';
import type { AuthenticationMethod } from '../atlas/auth/authenticator';
import { isObjectId } from '../atlas/objectId';
import { ATLAS_FOR_GOVERNMENT_ORIGIN, ATLAS_ORIGIN, parseOrigin, type ParsedOrigin } from '../atlas/origin';

type Environment = Readonly<Record<string, string | undefined>>;

/** What one profile of the Atlas CLI says of a key. What is absent is in the operating system's keyring, or nowhere. */
export interface AtlasCliProfile {
  readonly name: string;
  /** Undefined when the profile holds no key that can be used here. */
  readonly method: AuthenticationMethod | undefined;
  /** Why there is no method. */
  readonly unused?: UnusedProfile;
  readonly keyId?: string;
  readonly secret?: string;
  /** The origin that the key is meant for; when it is a problem, the key may be sent nowhere. */
  readonly origin: ParsedOrigin;
  readonly organizationId?: string;
  readonly projectId?: string;
}

/**
 * Why a profile can't be used: it's a login of a person, has authentication turned off or of an unknown type, is for
 * another service than Atlas, or holds no key.
 */
export type UnusedProfile = 'userAccount' | 'noAuth' | 'authType' | 'service' | 'noKey';

export type ProfilesRead =
  | { readonly profiles: readonly AtlasCliProfile[] }
  /** Where the file is broken; both count from 1. */
  | { readonly problem: { readonly line: number; readonly column: number } };

export type ImportableProfiles = ProfilesRead | { readonly problem: 'unreadable' };

/** In bytes; a real file has a few hundred for each profile. */
const LARGEST_FILE = 1_000_000;

const DEFAULT_PROFILE = 'default';

/** Tables within tables are read down to this depth; a name with more dots is nobody's profile. */
const DEEPEST_NAME = 10;

const SERVICE_ACCOUNT = { method: 'serviceAccount', id: 'client_id', secret: 'client_secret' } as const;
const API_KEY = { method: 'apiKey', id: 'public_api_key', secret: 'private_api_key' } as const;
const LOGIN = { id: 'access_token', secret: 'refresh_token' } as const;
type Keys = typeof SERVICE_ACCOUNT | typeof API_KEY;

const KEY_NAMES: ReadonlySet<string> = new Set([
  'auth_type',
  ...[SERVICE_ACCOUNT, API_KEY, LOGIN].flatMap(({ id, secret }) => [id, secret]),
]);

/**
 * Where the Atlas CLI keeps its profiles: in the folder `atlascli` of what Go's `os.UserConfigDir` names. A variable
 * that does not hold an absolute path counts as not set.
 * @see https://www.mongodb.com/docs/atlas/cli/current/atlas-cli-save-connection-settings/
 * @see https://pkg.go.dev/os#UserConfigDir
 */
export function atlasCliConfigPath(platform: NodeJS.Platform, environment: Environment, home: string): string {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const configFolder = (variable: string, ...usual: string[]): string => {
    const given = environment[variable];
    return given !== undefined && paths.isAbsolute(given) ? given : paths.join(home, ...usual);
  };
  const folders: Partial<Record<NodeJS.Platform, string>> = {
    darwin: paths.join(home, 'Library', 'Application Support'),
    win32: configFolder('APPDATA', 'AppData', 'Roaming'),
  };
  return paths.join(folders[platform] ?? configFolder('XDG_CONFIG_HOME', '.config'), 'atlascli', 'config.toml');
}

/**
 * The profiles in the Atlas CLI's configuration file, which is not changed. A file that is not there holds none.
 * @param environment as for `readAtlasCliProfiles`
 */
export async function importableProfiles(file: string, environment: Environment = {}): Promise<ImportableProfiles> {
  try {
    const found = await stat(file);
    // Reading a pipe or a device might never end.
    if (!found.isFile() || found.size > LARGEST_FILE) {
      return { problem: 'unreadable' };
    }
    return readAtlasCliProfiles(await readFile(file, 'utf8'), environment);
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isAbsent ? { profiles: [] } : { problem: 'unreadable' };
  }
}

/**
 * Reads the Atlas CLI's `config.toml` (version 2, and the older one without `auth_type`): every table is a profile, and
 * a text outside of them counts for all, before their own. Without any table, the profile is `default`. A table within a
 * table is a profile whose name has a dot, as older versions of the CLI wrote them; newer ones no longer accept the name.
 * The profile that `MONGODB_ATLAS_PROFILE` names comes first, then `default`, then the others in the order of the file.
 *
 * No other variable counts, although the CLI lets them override a profile: they are a credential of their own, and a
 * key from the file must not meet an origin from the environment. Nothing is thrown, and a problem holds no text of the
 * file, for that is full of secrets.
 * @see https://www.mongodb.com/docs/atlas/cli/current/atlas-cli-save-connection-settings/
 * @see https://www.mongodb.com/docs/atlas/cli/current/atlas-cli-env-variables/
 * @see https://github.com/mongodb/atlas-cli-core/tree/main/config for the keys and what they mean
 */
export function readAtlasCliProfiles(text: string, environment: Environment = {}): ProfilesRead {
  let file: object;
  try {
    // A number that JavaScript cannot hold must not spoil the rest.
    file = parse(text, { integersAsBigInt: 'asNeeded' });
  } catch (error) {
    // The parser's message quotes the file; only the position may go on.
    const { line, column } = error instanceof TomlError ? error : { line: 1, column: 1 };
    return { problem: { line, column } };
  }
  const entries: [string, unknown][] = Object.entries(file);
  const global = readValues(entries.filter(([, value]) => typeof value === 'string'));
  const version = entries.find(([name]) => name === 'version')?.[1];
  const tables = entries.flatMap(([name, value]) => (isTable(value) ? profileTables(name, value) : []));
  if (tables.length === 0 && holdsKey(global)) {
    tables.push({ name: DEFAULT_PROFILE, values: new Map() });
  }
  const profiles = tables.map(({ name, values }) =>
    readProfile(name, new Map([...values, ...global]), typeof version === 'number' ? version : FIRST_VERSION),
  );
  const first = [environment['MONGODB_ATLAS_PROFILE']?.trim().toLowerCase(), DEFAULT_PROFILE];
  const rank = ({ name }: AtlasCliProfile): number => {
    const place = first.indexOf(name.toLowerCase());
    return place === -1 ? first.length : place;
  };
  return { profiles: profiles.sort((one, other) => rank(one) - rank(other)) };
}

type Values = ReadonlyMap<string, unknown>;

/** The CLI's own default for a file that doesn't say. */
const FIRST_VERSION = 1;

interface ProfileTable {
  readonly name: string;
  readonly values: Values;
}

/** The profile of a table, and those of the tables within it. A table that only leads to others is none itself. */
function profileTables(name: string, table: object, depth = 0): ProfileTable[] {
  const entries: [string, unknown][] = Object.entries(table);
  const inner =
    depth === DEEPEST_NAME
      ? []
      : entries.flatMap(([key, value]) => (isTable(value) ? profileTables(`${name}.${key}`, value, depth + 1) : []));
  const values = readValues(entries);
  const isProfile = depth > 0 ? holdsKey(values) : inner.length === 0 || !entries.every(([, value]) => isTable(value));
  return isProfile ? [{ name, values }, ...inner] : inner;
}

function holdsKey(values: Values): boolean {
  return [...values].some(([key, value]) => KEY_NAMES.has(key) && typeof value === 'string');
}

/**
 * What is set, by the names that the CLI knows: they have no case, `base_url` is another one for `ops_manager_url`, and
 * an empty value is none.
 */
function readValues(entries: readonly (readonly [string, unknown])[]): Values {
  const values = new Map(
    entries
      .map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== ''),
  );
  const origin = values.get('ops_manager_url') ?? values.get('base_url');
  return origin === undefined ? values : values.set('ops_manager_url', origin);
}

function readProfile(name: string, values: Values, version: number): AtlasCliProfile {
  const text = (key: string): string | undefined => {
    const value = values.get(key);
    return typeof value === 'string' ? value : undefined;
  };
  const keys = isAtlas(values) ? findKeys(text, version) : 'service';
  const found = typeof keys === 'string' ? undefined : keys;
  const keyId = found && text(found.id);
  const secret = found && text(found.secret);
  const organizationId = text('org_id');
  const projectId = text('project_id');
  return {
    name,
    method: found?.method,
    ...(typeof keys === 'string' && { unused: keys }),
    ...(keyId !== undefined && { keyId }),
    ...(secret !== undefined && { secret }),
    origin: readOrigin(values),
    ...(isObjectId(organizationId) && { organizationId }),
    ...(isObjectId(projectId) && { projectId }),
  };
}

/** The file may hold profiles for Ops Manager or Cloud Manager from the older MongoDB CLI; the Atlas CLI refuses them. */
function isAtlas(values: Values): boolean {
  return [undefined, 'cloud', 'cloudgov'].some((service) => service === values.get('service'));
}

type ReadText = (key: string) => string | undefined;

/**
 * The keys that the Atlas CLI would use, or why there are none to copy. A whole pair in the profile counts more than the
 * type of authentication that it names, unless the pair of that type is whole too: `atlas auth login` leaves the keys in
 * the profile, and changes the type.
 * @see https://github.com/mongodb/atlas-cli-core/blob/main/config/profile.go `AuthType`
 */
function findKeys(text: ReadText, version: number): Keys | UnusedProfile {
  const type = text('auth_type');
  // For a file of the first version, the CLI prefers the API key when it migrates the file.
  const prefersApiKey = type === 'api_keys' || (type === undefined && version < 2);
  const [first, last] = prefersApiKey ? [API_KEY, SERVICE_ACCOUNT] : [SERVICE_ACCOUNT, API_KEY];
  const whole = [first, last].find((keys) => isWhole(keys, text));
  if (whole !== undefined) {
    return whole;
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
      return isPart(LOGIN, text)
        ? 'userAccount'
        : ([SERVICE_ACCOUNT, API_KEY].find((keys) => isPart(keys, text)) ?? 'noKey');
    default:
      return 'authType';
  }
}

type Pair = Readonly<Record<'id' | 'secret', string>>;

function isWhole({ id, secret }: Pair, text: ReadText): boolean {
  return text(id) !== undefined && text(secret) !== undefined;
}

function isPart({ id, secret }: Pair, text: ReadText): boolean {
  return text(id) !== undefined || text(secret) !== undefined;
}

/** An origin that cannot be read is a problem, and never the usual one: the key was meant for somewhere else. */
function readOrigin(values: Values): ParsedOrigin {
  const given = values.get('ops_manager_url');
  if (given !== undefined) {
    return typeof given === 'string' ? parseOrigin(given) : { problem: 'notAUrl' };
  }
  return { origin: values.get('service') === 'cloudgov' ? ATLAS_FOR_GOVERNMENT_ORIGIN : ATLAS_ORIGIN };
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
