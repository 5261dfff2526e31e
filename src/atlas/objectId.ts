import { InvalidIdentifierError, type IdentifierKind } from './errors';

const OBJECT_ID = /^[a-f0-9]{24}$/;

/** Returns whether a value is an Atlas identifier: 24 lowercase hexadecimal characters. */
export function isObjectId(value: unknown): value is string {
  return typeof value === 'string' && OBJECT_ID.test(value);
}

/**
 * Returns `value` if it is an identifier, so that it may become part of a request path.
 * @throws InvalidIdentifierError before any request is sent
 */
export function checkObjectId(what: IdentifierKind, value: string): string {
  if (!isObjectId(value)) {
    throw new InvalidIdentifierError(what);
  }
  return value;
}

/**
 * Returns `name` if it may become a segment of a request path. An empty name or mere dots would change the path.
 * @throws InvalidIdentifierError before any request is sent
 */
export function checkClusterName(name: string): string {
  if (/^\.{0,2}$/.test(name)) {
    throw new InvalidIdentifierError('cluster');
  }
  return name;
}

/**
 * Returns the creation time in an identifier: the first four bytes of an ObjectId are seconds since 1970.
 * @see https://www.mongodb.com/docs/manual/reference/bson-types/#objectid
 */
export function registeredAt(objectId: string): Date {
  return new Date(Number.parseInt(objectId.slice(0, 8), 16) * 1000);
}
