import { registeredAt } from '../atlas/objectId';

/** Returns the end of an ID, which is enough to tell rows apart. */
export function shortId(objectId: string): string {
  return `…${objectId.slice(-6)}`;
}

/** Returns the day on which the object with an ID was registered, in UTC. */
export function isoDate(objectId: string): string {
  return registeredAt(objectId).toISOString().slice(0, 10);
}

/** Joins the parts that are not empty. */
export function joined(parts: readonly string[], separator = ' · '): string {
  return parts.filter((part) => part !== '').join(separator);
}
