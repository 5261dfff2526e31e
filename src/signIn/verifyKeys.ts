import { meaningOf } from '../atlas/errorCodes';
import { ApiError } from '../atlas/errors';
import type { Organization } from '../atlas/models';
import { describeFailure } from '../failures/describeFailure';
import { explained, type FailureContext } from '../failures/failure';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { Checked } from './quickInput';

/**
 * Verifies a key with one request, before it is stored.
 * @returns the organization that the key belongs to, undefined if the key can't read it; or the problem with the key
 */
export async function verifyKeys(
  credentials: Pick<Credentials, 'tryClient' | 'release'>,
  { name, origin, method, keyId }: Omit<Credential, 'id' | 'source'>,
  secret: string,
  signal: AbortSignal,
  l10n: FailureContext['l10n'],
): Promise<Checked<Organization | undefined>> {
  try {
    const client = await credentials.tryClient(origin, { method, id: keyId, secret });
    try {
      const organizations = await client.listOrganizations({ itemsPerPage: 1, pageNum: 1, signal });
      return { value: organizations.items[0] };
    } finally {
      credentials.release(client);
    }
  } catch (error) {
    if (isValidKey(error)) {
      return { value: undefined };
    }
    const failure = describeFailure(error, {
      l10n,
      credential: { id: '', name, origin, method, keyId, source: 'stored' },
    });
    return { problem: explained(failure, l10n) };
  }
}

/**
 * Returns whether Atlas accepted the key and only refused to list organizations. A refused token request proves
 * nothing, whatever its error code, because no token was issued.
 */
function isValidKey(error: unknown): boolean {
  return error instanceof ApiError && error.request.method === 'GET' && meaningOf(error) === 'role';
}
