import type * as vscode from 'vscode';

/** The source of translated texts. */
export type L10n = Pick<typeof vscode.l10n, 't'>;

/** The texts of the extension and their language. */
export interface Language {
  readonly l10n: L10n;
  /** BCP 47, as in `de` or `zh-cn`. */
  readonly locale: string;
}

/**
 * Returns the actual language of the texts (BCP 47): VS Code's display language if there is a translation, otherwise
 * English.
 * @param bundle the translations that VS Code has loaded; undefined if there are none
 */
export function localeOfTexts(bundle: unknown, displayLanguage: string): string {
  return bundle === undefined ? 'en' : displayLanguage;
}

/** Returns a number in the format of the texts' language. */
export function number({ locale }: Language, value: number): string {
  return value.toLocaleString(locale);
}

/** Returns items as in `AWS, Azure, and Google Cloud`. */
export function enumeration({ locale }: Language, items: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items);
}

/**
 * Returns a moment as the time of day.
 * @param moment in milliseconds of `performance.now()`
 */
export function clockTime({ locale }: Language, moment: number): string {
  return new Date(Date.now() + moment - performance.now()).toLocaleTimeString(locale, { timeStyle: 'medium' });
}

/** The units of ages, in seconds, longest first. */
const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** Writes how long ago moments were, as in `3 days ago`. */
export class Ages {
  // Creating a format takes longer than formatting hundreds of ages, so it is created once, when it is first needed.
  #format: Intl.RelativeTimeFormat | undefined;

  constructor(private readonly language: Language) {}

  write(seconds: number): string {
    const [unit, length] = UNITS.find((one) => seconds >= one[1]) ?? [];
    if (unit === undefined) {
      return this.language.l10n.t('just now');
    }
    this.#format ??= new Intl.RelativeTimeFormat(this.language.locale);
    return this.#format.format(-Math.floor(seconds / length), unit);
  }
}

/**
 * Returns whether the text for one item is right for a number of items. In Portuguese, for example, it is also used for
 * 0, so it needs a placeholder for the number.
 */
export function isOne({ locale }: Pick<Language, 'locale'>, count: number): boolean {
  return new Intl.PluralRules(locale).select(count) === 'one';
}

/** Returns a number of export buckets, as in `1,200 export buckets`. */
export function exportBuckets(language: Language, count: number): string {
  const { l10n } = language;
  const counted = number(language, count);
  return isOne(language, count) ? l10n.t('{0} export bucket', counted) : l10n.t('{0} export buckets', counted);
}

/** Returns a number of projects, as in `250 projects`. */
export function projects(language: Language, count: number): string {
  const { l10n } = language;
  const counted = number(language, count);
  return isOne(language, count) ? l10n.t('{0} project', counted) : l10n.t('{0} projects', counted);
}

/** Returns a number of clusters, as in `3 clusters`. */
export function clusters(language: Language, count: number): string {
  const { l10n } = language;
  const counted = number(language, count);
  return isOne(language, count) ? l10n.t('{0} cluster', counted) : l10n.t('{0} clusters', counted);
}

/**
 * Returns how much is loaded, as in "12 of about 250 projects, 40 export buckets"; for one project, the export buckets
 * alone.
 * @param progress with `of`, the number of projects by Atlas's estimate
 */
export function loadedSoFar(
  language: Language,
  { projects: loaded, of, buckets }: { readonly projects: number; readonly of: number; readonly buckets: number },
): string {
  const found = exportBuckets(language, buckets);
  return of === 1
    ? found
    : language.l10n.t('{0} of about {1}, {2}', number(language, loaded), projects(language, of), found);
}
