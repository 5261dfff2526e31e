import { registeredAt } from '../atlas/objectId';

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
