import type { Credential } from '../credentials/credential';

/** Returns whether the user can change a credential: the user added it, and this version can read it. */
export function isChangeable({ source }: Pick<Credential, 'source'>): boolean {
  return source === 'stored' || source === 'session';
}
