import { meaningOf } from '../atlas/errorCodes';
import { ApiError } from '../atlas/errors';
import type { Organization } from '../atlas/models';
import { describeFailure } from '../failures/describeFailure';
import type { FailureContext } from '../failures/failure';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { Checked } from './quickInput';

/**
 * Tries keys with one request, before anything is stored.
 * @returns the organization that they belong to, undefined where they may not read it; or what is wrong
 */
export async function tryKeys(
  credentials: Pick<Credentials, 'tryClient' | 'release'>,
  { name, origin, method, keyId }: Omit<Credential, 'id' | 'source'>,
  secret: string,
  signal: AbortSignal,
  l10n: FailureContext['l10n'],
): Promise<Checked<Organization | undefined>> {
  if (secret === '') {
    return { problem: l10n.t('It cannot be empty.') };
  }
  try {
    const client = await credentials.tryClient(origin, { method, id: keyId, secret });
    try {
      const organizations = await client.listOrganizations({ itemsPerPage: 1, pageNum: 1, signal });
      return { value: organizations.items[0] };
    } finally {
      credentials.release(client);
    }
  } catch (error) {
    if (isProof(error)) {
      return { value: undefined };
    }
    const { label, explanation } = describeFailure(error, {
      l10n,
      credential: { id: '', name, origin, method, keyId, source: 'stored' },
    });
    return { problem: `${label}. ${explanation}` };
  }
}

/**
 * Whether Atlas knows the key and only refused to list organizations. A refusal of the token call proves nothing,
 * whatever its code says: no token was ever issued.
 */
function isProof(error: unknown): boolean {
  return error instanceof ApiError && error.request.method === 'GET' && meaningOf(error) === 'role';
}
