import { l10n } from 'vscode';
import { isMissingRole } from '../atlas/apiError';
import type { Organization } from '../atlas/models';
import { describeFailure } from '../failures/describeFailure';
import type { Credential } from './credential';
import type { Credentials } from './credentials';
import type { Checked } from './quickInput';

/**
 * Tries keys with one request, before anything is stored.
 * @returns the organization that they belong to, undefined where they may not read it; or what is wrong
 */
export async function verifyKeys(
  credentials: Credentials,
  { name, origin, method, keyId }: Omit<Credential, 'id' | 'source'>,
  secret: string,
  signal: AbortSignal,
): Promise<Checked<Organization | undefined>> {
  if (secret === '') {
    return { problem: l10n.t('It cannot be empty.') };
  }
  const client = await credentials.tryClient(origin, { method, id: keyId, secret });
  try {
    const organizations = await client.listOrganizations({ itemsPerPage: 1, pageNum: 1, signal });
    return { value: organizations.items[0] };
  } catch (error) {
    if (isMissingRole(error)) {
      // Atlas knows the key; it only may not list organizations.
      return { value: undefined };
    }
    const { label, explanation } = describeFailure(error, {
      l10n,
      credential: { id: '', name, origin, method, keyId, source: 'stored' },
    });
    return { problem: `${label}. ${explanation}` };
  } finally {
    credentials.release(client);
  }
}
