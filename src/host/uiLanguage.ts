import { env, l10n } from 'vscode';
import { localeOfTexts, type Language } from '../text/language';

/**
 * Returns the texts of the extension with the language that they are really in. Numbers and dates must not be in a
 * language that the sentence around them is not in, and a screen reader must not read English with another language's
 * voice.
 */
export function uiLanguage(): Language {
  return { l10n, locale: localeOfTexts(l10n.bundle, env.language) };
}

/**
 * Returns the language by whose rules names are sorted (BCP 47). Names are the user's own, so this is the display
 * language, whatever language the texts are in.
 */
export function collationLocale(): string {
  return env.language;
}
