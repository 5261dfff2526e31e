import { clockTime, type Language } from '../text/language';

/**
 * Returns a text about progress, with the time at which it resumes if it waits for Atlas.
 * @param until in milliseconds of `performance.now()`; undefined if it doesn't wait
 */
export function withWait(text: string, until: number | undefined, language: Language): string {
  return until === undefined
    ? text
    : language.l10n.t('{0}. Rate limited by Atlas. Resuming at {1}', text, clockTime(language, until));
}
