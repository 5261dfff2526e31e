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
  /** None when the profile holds no key: a person's login, no sign-in at all, or a service that is not Atlas. */
  readonly method: AuthenticationMethod | undefined;
  readonly keyId?: string;
  readonly secret?: string;
  /** The origin that the key is meant for; when it is a problem, the key may be sent nowhere. */
  readonly origin: ParsedOrigin;
  readonly organizationId?: string;
  readonly projectId?: string;
}

export type ProfilesRead =
  | { readonly profiles: readonly AtlasCliProfile[] }
  /** Where the file is broken; both count from 1. */
  | { readonly problem: { readonly line: number; readonly column: number } };

export type ImportableProfiles = ProfilesRead | { readonly problem: 'unreadable' };

/** In bytes; a real file has a few hundred for each profile. */
const LARGEST_FILE = 1_000_000;

const DEFAULT_PROFILE = 'default';

const KEYS = [
  { method: 'serviceAccount', authType: 'service_account', id: 'client_id', secret: 'client_secret' },
  { method: 'apiKey', authType: 'api_keys', id: 'public_api_key', secret: 'private_api_key' },
] as const;

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
 * a text outside of them counts for all, before their own. The profile that `MONGODB_ATLAS_PROFILE` names comes first,
 * then `default`, then the others in the order of the file.
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
  const profiles = entries.flatMap(([name, value]) =>
    isTable(value) ? [readProfile(name, new Map([...readValues(Object.entries(value)), ...global]))] : [],
  );
  const first = [environment['MONGODB_ATLAS_PROFILE']?.trim().toLowerCase(), DEFAULT_PROFILE];
  const rank = ({ name }: AtlasCliProfile): number => {
    const place = first.indexOf(name.toLowerCase());
    return place === -1 ? first.length : place;
  };
  return { profiles: profiles.sort((one, other) => rank(one) - rank(other)) };
}

type Values = ReadonlyMap<string, unknown>;

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

function readProfile(name: string, values: Values): AtlasCliProfile {
  const text = (key: string): string | undefined => {
    const value = values.get(key);
    return typeof value === 'string' ? value : undefined;
  };
  const keys = isAtlas(values) ? findKeys(text) : undefined;
  const keyId = keys && text(keys.id);
  const secret = keys && text(keys.secret);
  const organizationId = text('org_id');
  const projectId = text('project_id');
  return {
    name,
    method: keys?.method,
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

/** The kind that the profile names, or else the one whose keys it has; a whole pair before half of one. */
function findKeys(text: (key: string) => string | undefined): (typeof KEYS)[number] | undefined {
  const authType = text('auth_type');
  if (authType !== undefined) {
    return KEYS.find((keys) => keys.authType === authType);
  }
  const has = (key: string): boolean => text(key) !== undefined;
  return KEYS.find(({ id, secret }) => has(id) && has(secret)) ?? KEYS.find(({ id, secret }) => has(id) || has(secret));
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
