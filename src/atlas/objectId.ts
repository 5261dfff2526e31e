import { InvalidIdentifierError, type IdentifierKind } from './errors';

const OBJECT_ID = /^[a-f0-9]{24}$/;

/** Whether `value` is an identifier as Atlas writes them: 24 lower-case hexadecimal characters. */
export function isObjectId(value: unknown): value is string {
  return typeof value === 'string' && OBJECT_ID.test(value);
}

/**
 * Returns `value` when it is an identifier that may become part of a request path.
 * @throws InvalidIdentifierError before any request is made
 */
export function checkObjectId(what: IdentifierKind, value: string): string {
  if (!isObjectId(value)) {
    throw new InvalidIdentifierError(what);
  }
  return value;
}

/**
 * Returns `name` when it may become a segment of a request path: an empty one, or dots alone, would make another path.
 * @throws InvalidIdentifierError before any request is made
 */
export function checkClusterName(name: string): string {
  if (/^\.{0,2}$/.test(name)) {
    throw new InvalidIdentifierError('cluster');
  }
  return name;
}

/**
 * When the object of this identifier was registered: the first four bytes of an ObjectId are seconds since 1970.
 * @see https://www.mongodb.com/docs/manual/reference/bson-types/#objectid
 */
export function registeredAt(objectId: string): Date {
  return new Date(Number.parseInt(objectId.slice(0, 8), 16) * 1000);
}
