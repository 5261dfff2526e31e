import type { FailureContext } from '../failures/failure';
import type { Checked } from './quickInput';

/** In code points. Lists truncate longer names anyway. */
const LONGEST_NAME = 100;
const START = new RegExp(`^.{0,${LONGEST_NAME}}`, 'su');

/** Characters that are invisible or change the direction of the text around them. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** Returns a name without invisible characters and extra spaces, truncated to the maximum length. */
export function cleanName(text: string): string {
  return startOf(withoutInvisible(text)).trim();
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
  return text.replace(/\s+/gu, ' ').replace(INVISIBLE, '').trim();
}

function startOf(name: string): string {
  return START.exec(name)?.[0] ?? '';
}
