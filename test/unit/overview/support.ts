import type { Language } from '../../../src/text/language';

/** English, as in the source. */
export const LANGUAGE: Language = {
  locale: 'en',
  l10n: {
    t: (text: unknown, ...args: unknown[]) =>
      String(text).replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)])),
  },
};
