import type { Credential } from './credential';

/**
 * Returns the page in Atlas for a key: its secrets, roles and API access list. The URL may change, because Atlas
 * documents no deep links. Without an organization, it is the start page of Atlas.
 */
export function keyPage({ origin, method, keyId, organizationId }: Credential): string {
  if (organizationId === undefined) {
    return `${origin}/v2`;
  }
  const kind = method === 'apiKey' ? 'apiKeys' : `serviceAccounts/${encodeURIComponent(keyId)}`;
  return `${origin}/v2#/org/${organizationId}/access/${kind}`;
}
