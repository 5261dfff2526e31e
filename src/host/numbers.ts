import { isOne, number } from '../text/language';
import { uiLanguage } from './uiLanguage';

/** Returns a number in the format of the texts' language. */
export function count(value: number): string {
  return number(uiLanguage(), value);
}

/** Returns whether the text for one item is right for a number of items. */
export function isSingular(value: number): boolean {
  return isOne(uiLanguage(), value);
}

/** Formats dates in UTC in the language of the texts, as in `November 23, 2026`. */
export class LongDates {
  // Creating a format takes longer than formatting hundreds of dates, so it is created once, when it is first needed.
  #format: Intl.DateTimeFormat | undefined;

  write(date: Date): string {
    this.#format ??= new Intl.DateTimeFormat(uiLanguage().locale, { dateStyle: 'long', timeZone: 'UTC' });
    return this.#format.format(date);
  }
}
