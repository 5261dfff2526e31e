import type { Credential } from './credential';

/**
 * Where in Atlas a key is managed: its secrets, its roles and its API access list. A best effort, for Atlas documents
 * no deep links; without the organization it is the page that Atlas opens with.
 */
export function keyPage({ origin, method, keyId, organizationId }: Credential): string {
  if (organizationId === undefined) {
    return `${origin}/v2`;
  }
  const kind = method === 'apiKey' ? 'apiKeys' : `serviceAccounts/${encodeURIComponent(keyId)}`;
  return `${origin}/v2#/org/${organizationId}/access/${kind}`;
}
