import type { Credential } from '../credentials/credential';
import type { L10n } from '../text/language';

/** What a person can do about a failure; each is one command. */
export type Fix =
  | { readonly kind: 'retry' | 'refresh' | 'showLog' | 'updateSecret' | 'addCredential' | 'removeCredential' }
  | { readonly kind: 'openAtlas'; readonly page: string }
  | { readonly kind: 'openSettings'; readonly query: string };

export interface FailureDescription {
  /** The cause, short enough for a row. */
  readonly label: string;
  /** The cause in a sentence or two, with what to do. */
  readonly explanation: string;
  readonly fix: Fix;
  /** What `fix` does, as a command is titled. */
  readonly fixTitle: string;
  /** Atlas's, the system's or TLS's own code: what to search for. */
  readonly code: string | undefined;
}

export interface FailureContext {
  readonly l10n: L10n;
  readonly credential: Credential;
  /** Where the failure is about one project. */
  readonly projectId?: string;
}

/** A description but for the code, which comes with the error. */
export type FailureText = Omit<FailureDescription, 'code'>;

/** The fix of everything that may pass by itself. */
export function retry(l10n: FailureContext['l10n']): Pick<FailureDescription, 'fix' | 'fixTitle'> {
  return { fix: { kind: 'retry' }, fixTitle: l10n.t('Retry') };
}
