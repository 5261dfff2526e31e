import { registeredAt } from '../atlas/objectId';
import { uiLanguage } from '../uiLanguage';

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

/** The end of an identifier: enough to tell neighbours apart. */
export function shortId(objectId: string): string {
  return `…${objectId.slice(-6)}`;
}

/** The day on which the object of an identifier was registered, in UTC. */
export function isoDate(objectId: string): string {
  return registeredAt(objectId).toISOString().slice(0, 10);
}

/** The parts that are not empty, in one line. */
export function joined(parts: readonly string[], separator = ' · '): string {
  return parts.filter((part) => part !== '').join(separator);
}
