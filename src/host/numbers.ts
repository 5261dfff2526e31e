import { uiLanguage } from './uiLanguage';

/** Returns a number as the language of the texts writes it. */
export function count(value: number): string {
  return value.toLocaleString(uiLanguage().locale);
}

/** Writes days in UTC in words of the language of the texts. */
export class LongDates {
  // Making one takes longer than writing hundreds of days with it, and nobody needs one before the first row.
  #format: Intl.DateTimeFormat | undefined;

  write(date: Date): string {
    this.#format ??= new Intl.DateTimeFormat(uiLanguage().locale, { dateStyle: 'long', timeZone: 'UTC' });
    return this.#format.format(date);
  }
}
