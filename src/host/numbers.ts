import { uiLanguage } from './uiLanguage';

/** Returns a number in the language of the texts. */
export function count(value: number): string {
  return value.toLocaleString(uiLanguage().locale);
}

/** Formats days (UTC) in the language of the texts. */
export class LongDates {
  // Created for the first row, because creating it takes longer than formatting hundreds of days.
  #format: Intl.DateTimeFormat | undefined;

  write(date: Date): string {
    this.#format ??= new Intl.DateTimeFormat(uiLanguage().locale, { dateStyle: 'long', timeZone: 'UTC' });
    return this.#format.format(date);
  }
}
