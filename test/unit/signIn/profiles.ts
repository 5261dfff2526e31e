import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { readAtlasCliProfiles, type AtlasCliProfile } from '../../../src/signIn/atlasCliProfiles';

export const ATLAS = { origin: 'https://cloud.mongodb.com' };
export const GOVERNMENT = { origin: 'https://cloud.mongodbgov.com' };
export const ORGANIZATION = '64b8e1f2a7c3d90518e6f4b2';
export const PROJECT = '64b8e1f2a7c3d90518e6f4b3';
export const MARKER = 'MarkerOfASecret';
export const USER_ACCOUNT = { unused: 'userAccount' } as const;

/** Returns an expected profile, without a key unless `rest` has one. */
export const profile = (name: string, rest: Partial<AtlasCliProfile> = {}): AtlasCliProfile => ({
  name,
  method: undefined,
  ...(rest.method === undefined && { unused: 'noKey' }),
  origin: ATLAS,
  ...rest,
});

/** Returns the profiles of a file that must be readable. */
export function readAll(text: string, environment: Record<string, string> = {}): readonly AtlasCliProfile[] {
  const read = readAtlasCliProfiles(text, environment);
  assert.ok('profiles' in read, inspect(read));
  return read.profiles;
}
