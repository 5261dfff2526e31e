import { env, l10n } from 'vscode';
import { localeOfTexts, type Language } from '../text/language';

/**
 * Returns the texts of the extension with their actual language. Numbers and dates must be in the language of the
 * sentence around them, and a screen reader must not read English with the voice of another language.
 */
export function uiLanguage(): Language {
  return { l10n, locale: localeOfTexts(l10n.bundle, env.language) };
}

/**
 * Returns the language for sorting names (BCP 47). It is VS Code's display language, which may differ from the language
 * of the texts, because users choose names in their own language.
 */
export function collationLocale(): string {
  return env.language;
}
