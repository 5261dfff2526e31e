import type { Language, L10n } from '../../../src/text/language';

type Message = string | { readonly message: string; readonly args?: unknown; readonly comment: string | string[] };

/**
 * Returns texts as VS Code does: the translation of a text, or the text itself, with its arguments. A text with a
 * comment is another key than the same text without one.
 */
export function l10nOf(bundle: Readonly<Record<string, string>> = {}): L10n {
  return {
    t: (message: Message, ...values: unknown[]): string => {
      const { message: text, args, comment } = typeof message === 'string' ? { message, args: values } : message;
      const key = comment === undefined ? text : `${text}/${[comment].flat().join('')}`;
      const given: readonly unknown[] = Array.isArray(args) ? args : [];
      return (bundle[key] ?? text).replace(/\{(\d+)\}/g, (_, index: string) => String(given[Number(index)]));
    },
  };
}

/** English, as in the source. */
export const ENGLISH: Language = { locale: 'en', l10n: l10nOf() };
