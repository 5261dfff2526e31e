import { l10n } from 'vscode';
import type { Organization } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { Checked } from './quickInput';
import { tryKeys } from './tryKeys';

/**
 * Tries keys with one request, before anything is stored.
 * @returns the organization that they belong to, undefined where they may not read it; or what is wrong
 */
export function verifyKeys(
  credentials: Pick<Credentials, 'tryClient' | 'release'>,
  credential: Omit<Credential, 'id' | 'source'>,
  secret: string,
  signal: AbortSignal,
): Promise<Checked<Organization | undefined>> {
  return tryKeys(credentials, credential, secret, signal, l10n);
}
