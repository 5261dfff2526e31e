import type { Organization } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import type { FailureContext } from '../failures/failure';
import { INVISIBLE } from '../text/invisible';
import { shortId } from '../text/wording';
import type { Checked } from './quickInput';

/** In code points. Lists truncate longer names anyway. */
const LONGEST_NAME = 100;
const START = new RegExp(`^.{0,${LONGEST_NAME}}`, 'su');

const EVERY_INVISIBLE = new RegExp(INVISIBLE.source, 'gu');

/** Returns a name without invisible characters and extra spaces, truncated to the maximum length. */
export function cleanName(text: string): string {
  return startOf(withoutInvisible(text)).trim();
}

/**
 * Returns the name of a new credential: its organization, or its key ID if the key can't read the organization. A name
 * that another credential has is followed by the key ID, or by the end of a client ID.
 */
export function nameOfNew(
  { method, keyId }: Pick<Credential, 'method' | 'keyId'>,
  organization: Organization | undefined,
  others: readonly Pick<Credential, 'name'>[],
): string {
  const name = cleanName(organization?.name ?? keyId);
  if (name === '') {
    return cleanName(keyId);
  }
  return others.some((other) => other.name === name)
    ? `${name} (${method === 'apiKey' ? keyId : shortId(keyId)})`
    : name;
}

/** Checks the name that a user gives a credential. */
export function checkName(text: string, l10n: FailureContext['l10n']): Checked<string> {
  const name = withoutInvisible(text);
  if (name === '') {
    return { problem: l10n.t('Enter a value.') };
  }
  return startOf(name) !== name ? { problem: l10n.t('Use at most {0} characters.', LONGEST_NAME) } : { value: name };
}

function withoutInvisible(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(EVERY_INVISIBLE, '').trim();
}

function startOf(name: string): string {
  return START.exec(name)?.[0] ?? '';
}
