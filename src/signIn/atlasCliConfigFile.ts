import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { readAtlasCliProfiles, type Environment, type ProfilesRead } from './atlasCliProfiles';

export type ImportableProfiles = ProfilesRead | { readonly problem: 'unreadable' };

/** In bytes. A real file has a few hundred bytes per profile. */
const MAX_FILE_SIZE = 1_000_000;

/**
 * Returns the path of the Atlas CLI configuration file: in the folder `atlascli` below what Go's `os.UserConfigDir`
 * returns. A variable without an absolute path is ignored.
 * @see https://www.mongodb.com/docs/atlas/cli/current/atlas-cli-save-connection-settings/
 * @see https://pkg.go.dev/os#UserConfigDir
 */
export function atlasCliConfigPath(platform: NodeJS.Platform, environment: Environment, home: string): string {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const configFolder = (variable: string, ...fallback: string[]): string => {
    const value = environment[variable];
    return value !== undefined && paths.isAbsolute(value) ? value : paths.join(home, ...fallback);
  };
  const folders: Partial<Record<NodeJS.Platform, string>> = {
    darwin: paths.join(home, 'Library', 'Application Support'),
    win32: configFolder('APPDATA', 'AppData', 'Roaming'),
  };
  return paths.join(folders[platform] ?? configFolder('XDG_CONFIG_HOME', '.config'), 'atlascli', 'config.toml');
}

/**
 * Reads the profiles in the Atlas CLI configuration file. A missing file has no profiles.
 * @param environment as for `readAtlasCliProfiles`
 */
export async function importableProfiles(file: string, environment: Environment): Promise<ImportableProfiles> {
  try {
    const found = await stat(file);
    // Reading a pipe or a device might never end.
    if (!found.isFile() || found.size > MAX_FILE_SIZE) {
      return { problem: 'unreadable' };
    }
    return readAtlasCliProfiles(await readFile(file, 'utf8'), environment);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing ? { profiles: [] } : { problem: 'unreadable' };
  }
}
