import type { Credential } from '../credentials/credential';
import type { L10n } from '../text/language';

/** What the user can do about a failure. Each fix is a command. */
export type Fix =
  | { readonly kind: 'retry' | 'refresh' | 'showLog' }
  | { readonly kind: 'updateSecret' | 'changeBaseUrl' | 'addCredential' | 'removeCredential' }
  | { readonly kind: 'openAccessManager' | 'openAccessList'; readonly page: string }
  | { readonly kind: 'openSettings'; readonly query: string };

export interface FailureDescription {
  /** The cause, short enough for a row. */
  readonly label: string;
  /** The cause in two or three words, for a row that also shows the fix; the label if absent. */
  readonly shortLabel?: string;
  /** The cause in a sentence or two, with what to do. */
  readonly explanation: string;
  readonly fix: Fix;
  /** Title of the command of `fix`. */
  readonly fixTitle: string;
  /** The code of Atlas, the system or TLS, to search for. */
  readonly code: string | undefined;
}

export interface FailureContext {
  readonly l10n: L10n;
  readonly credential: Credential;
  /** The project that the failure is about, if any. */
  readonly projectId?: string;
}

/** A description without the code, which comes from the error. */
export type FailureText = Omit<FailureDescription, 'code'>;

/** Returns a heading with its explanation, as one text. */
export function explained(
  { label, explanation }: Pick<FailureDescription, 'label' | 'explanation'>,
  l10n: FailureContext['l10n'],
): string {
  return l10n.t({ message: '{0}. {1}', args: [label, explanation], comment: 'A heading and one or more sentences' });
}

/** Returns the fix of a failure that may be temporary. */
export function retry(l10n: FailureContext['l10n']): Pick<FailureDescription, 'fix' | 'fixTitle'> {
  return { fix: { kind: 'retry' }, fixTitle: l10n.t('Retry') };
}
