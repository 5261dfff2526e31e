import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { atlasCliConfigPath, importableProfiles } from '../../../src/signIn/atlasCliConfigFile';
import { profile } from './profiles';

describe('atlasCliConfigPath', () => {
  const LINUX = '/home/ada/.config/atlascli/config.toml';
  const MAC = '/Users/ada/Library/Application Support/atlascli/config.toml';
  const WINDOWS = 'C:\\Users\\Ada\\AppData\\Roaming\\atlascli\\config.toml';
  const PATHS: readonly (readonly [NodeJS.Platform, Record<string, string>, home: string, expected: string])[] = [
    ['linux', {}, '/home/ada', LINUX],
    ['linux', { XDG_CONFIG_HOME: '/data/config/' }, '/home/ada', '/data/config/atlascli/config.toml'],
    ['linux', { XDG_CONFIG_HOME: '' }, '/home/ada', LINUX],
    ['linux', { XDG_CONFIG_HOME: 'config' }, '/home/ada', LINUX],
    ['linux', { XDG_CONFIG_HOME: '~/config' }, '/home/ada', LINUX],
    ['linux', { XDG_CONFIG_HOME: 'C:\\config' }, '/home/ada', LINUX],
    ['linux', { APPDATA: '/data' }, '/home/ada', LINUX],
    ['freebsd', { XDG_CONFIG_HOME: '/data' }, '/home/ada', '/data/atlascli/config.toml'],
    ['darwin', {}, '/Users/ada', MAC],
    ['darwin', { XDG_CONFIG_HOME: '/data', APPDATA: '/data' }, '/Users/ada', MAC],
    ['win32', { APPDATA: 'C:\\Users\\Ada\\AppData\\Roaming' }, 'C:\\Users\\Ada', WINDOWS],
    ['win32', { APPDATA: '\\\\server\\ada' }, 'C:\\Users\\Ada', '\\\\server\\ada\\atlascli\\config.toml'],
    ['win32', {}, 'C:\\Users\\Ada', WINDOWS],
    ['win32', { APPDATA: '' }, 'C:\\Users\\Ada', WINDOWS],
    ['win32', { APPDATA: 'Roaming', XDG_CONFIG_HOME: 'C:\\data' }, 'C:\\Users\\Ada', WINDOWS],
  ];
  for (const [platform, environment, home, expected] of PATHS) {
    it(`returns ${expected} on ${platform} with ${JSON.stringify(environment)}`, () => {
      assert.equal(atlasCliConfigPath(platform, environment, home), expected);
    });
  }
});

describe('importableProfiles', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'profiles-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function written(text: string): Promise<string> {
    const file = path.join(folder, 'config.toml');
    await writeFile(file, text);
    return file;
  }

  it('reads the file, in the order that the environment sets', async () => {
    const file = await written('[a]\n["ä"]\n[default]');
    const read = await importableProfiles(file, { MONGODB_ATLAS_PROFILE: 'ä' });
    assert.deepEqual(read, { profiles: [profile('ä'), profile('default'), profile('a')] });
  });

  it('finds no profiles if the file is missing', async () => {
    assert.deepEqual(await importableProfiles(path.join(folder, 'none', 'config.toml'), {}), { profiles: [] });
  });

  it('returns the position of a syntax error', async () => {
    assert.deepEqual(await importableProfiles(await written('\n"MarkerOfASecret'), {}), {
      problem: { line: 2, column: 1 },
    });
  });

  it('reads files of up to one megabyte', async () => {
    const text = `[p]\n#${'x'.repeat(999_995)}`;
    assert.deepEqual(await importableProfiles(await written(text), {}), { profiles: [profile('p')] });
    assert.deepEqual(await importableProfiles(await written(`${text}x`), {}), { problem: 'unreadable' });
  });

  const UNREADABLE: readonly (readonly [what: string, file: () => string])[] = [
    ['a folder', () => folder],
    ['a device', () => devNull],
    ['an invalid file name', () => '\0'],
  ];
  for (const [what, file] of UNREADABLE) {
    it(`reports ${what} as unreadable`, async () => {
      assert.deepEqual(await importableProfiles(file(), {}), { problem: 'unreadable' });
    });
  }
});
