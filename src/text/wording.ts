import { registeredAt } from '../atlas/objectId';

/** Returns the end of an ID, which is usually enough to tell items apart. */
export function shortId(objectId: string, digits = 6): string {
  return `…${objectId.slice(-digits)}`;
}

/** Returns the day on which the object with an ID was registered, in UTC. */
export function isoDate(objectId: string): string {
  return registeredAt(objectId).toISOString().slice(0, 10);
}

/** Returns a moment as in `2024-07-19 13:05 UTC`, which is the same in every language and time zone. */
export function dateAndTime(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Joins the parts that are not empty. */
export function joined(parts: readonly string[], separator = ' · '): string {
  return parts.filter((part) => part !== '').join(separator);
}
