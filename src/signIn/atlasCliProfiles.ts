import { parse, TomlError } from 'smol-toml';
import type { AuthenticationMethod } from '../atlas/auth/authenticator';
import { isObjectId } from '../atlas/objectId';
import { ATLAS_FOR_GOVERNMENT_ORIGIN, ATLAS_ORIGIN, parseOrigin, type ParsedOrigin } from '../atlas/origin';
import { findKeys, KEY_NAMES, type UnusedProfile } from './atlasCliProfileKeys';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A profile of the Atlas CLI. Missing values are in the system keyring, or not set. */
export interface AtlasCliProfile {
  readonly name: string;
  /** Undefined if the profile contains no usable key. */
  readonly method: AuthenticationMethod | undefined;
  /** Why the profile has no method. */
  readonly unused?: UnusedProfile;
  readonly keyId?: string;
  readonly secret?: string;
  /** The base URL that the key is for. If it's invalid, the key can't be sent anywhere. */
  readonly origin: ParsedOrigin;
  readonly organizationId?: string;
  readonly projectId?: string;
}

export type ProfilesRead =
  | { readonly profiles: readonly AtlasCliProfile[] }
  /** The position of a syntax error; both numbers count from 1. */
  | { readonly problem: { readonly line: number; readonly column: number } };

const DEFAULT_PROFILE = 'default';

/** The CLI's default for a file without a version. */
const FIRST_VERSION = 1;

/** The names of the values that say where a key is sent. */
const ORIGIN_NAMES: ReadonlySet<string> = new Set(['ops_manager_url', 'base_url', 'service']);

/** Nested tables are read down to this depth. */
const MAX_DEPTH = 10;

/**
 * Reads the text of the Atlas CLI's `config.toml` (version 2, or version 1 without `auth_type`). Each table is a
 * profile, and values outside of tables override those of all profiles. A file without tables has one profile,
 * `default`. A nested table is a profile with a dot in its name, which older versions of the CLI wrote and newer ones
 * reject. The profile that `MONGODB_ATLAS_PROFILE` names comes first, then `default`, then the others in file order.
 *
 * Other variables have no effect, although the CLI lets them override a profile: they are a credential of their own,
 * and a key from the file must not be used with a base URL from the environment. The function doesn't throw, and a
 * problem never contains text from the file, which is full of secrets.
 * @see https://www.mongodb.com/docs/atlas/cli/current/atlas-cli-save-connection-settings/
 * @see https://www.mongodb.com/docs/atlas/cli/current/atlas-cli-env-variables/
 * @see https://github.com/mongodb/atlas-cli-core/tree/main/config for the names and what they mean
 */
export function readAtlasCliProfiles(text: string, environment: Environment): ProfilesRead {
  let file: object;
  try {
    // A number that exceeds JavaScript's range must not fail the whole file.
    file = parse(text, { integersAsBigInt: 'asNeeded' });
  } catch (error) {
    // The parser's message quotes the file, so only the position is returned.
    const { line, column } = error instanceof TomlError ? error : { line: 1, column: 1 };
    return { problem: { line, column } };
  }
  const entries: [string, unknown][] = Object.entries(file);
  const global = readValues(entries.filter(isGlobal));
  const version = entries.find(([name]) => name === 'version')?.[1];
  const tables = entries.flatMap(([name, value]) =>
    isTable(value) && !isGlobal([name, value]) ? profileTables(name, value) : [],
  );
  if (tables.length === 0 && containsKey(global)) {
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

interface ProfileTable {
  readonly name: string;
  readonly values: Values;
}

/** Returns the profiles of a table and its nested tables. A table that only contains other tables is not a profile. */
function profileTables(name: string, table: object, depth = 0): ProfileTable[] {
  const entries: [string, unknown][] = Object.entries(table);
  const inner =
    depth === MAX_DEPTH
      ? []
      : entries.flatMap(([key, value]) => (isTable(value) ? profileTables(`${name}.${key}`, value, depth + 1) : []));
  const values = readValues(entries);
  const isProfile =
    depth > 0 ? containsKey(values) : inner.length === 0 || !entries.every(([, value]) => isTable(value));
  return isProfile ? [{ name, values }, ...inner] : inner;
}

/**
 * Returns whether an entry of the file counts for all profiles. A value of the wrong type does too, and so does a table
 * without a key if it has the name of a base URL or service, because ignoring one would select the default.
 */
function isGlobal([name, value]: readonly [string, unknown]): boolean {
  return (
    !isTable(value) ||
    (ORIGIN_NAMES.has(name.toLowerCase()) && !profileTables(name, value).some(({ values }) => containsKey(values)))
  );
}

function containsKey(values: Values): boolean {
  return [...values].some(([key, value]) => KEY_NAMES.has(key) && typeof value === 'string');
}

/**
 * Returns values by the names that the CLI uses: in lower case, and `ops_manager_url` for its alias `base_url`. Empty
 * values are left out.
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
  const read = (key: string): string | undefined => {
    const value = values.get(key);
    return typeof value === 'string' ? value : undefined;
  };
  const keys = isAtlas(values) ? findKeys(read, version) : 'service';
  const found = typeof keys === 'string' ? undefined : keys;
  const keyId = found && read(found.id);
  const secret = found && read(found.secret);
  const organizationId = read('org_id');
  const projectId = read('project_id');
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

/** Returns whether a profile is for Atlas. The MongoDB CLI also wrote profiles for Ops Manager and Cloud Manager. */
function isAtlas(values: Values): boolean {
  return [undefined, 'cloud', 'cloudgov'].some((service) => service === values.get('service'));
}

/** Returns the base URL of a profile. An invalid one never becomes the default, which the key is not for. */
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
