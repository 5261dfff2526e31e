import * as v from 'valibot';
import { isObjectId } from './objectId';

/** An Atlas identifier: 24 lowercase hexadecimal characters. */
export const ObjectId = v.custom<string>(isObjectId);

/** Optional fields. An unreadable value counts as absent and doesn't make the row unreadable. */
export const text = v.optional(v.fallback(v.optional(v.string()), undefined));
export const flag = v.optional(v.fallback(v.optional(v.boolean()), undefined));
export const count = v.optional(v.fallback(v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))), undefined));

/**
 * Returns the names of the fields that have a value which the schema can't read. Where absence has a meaning, such a
 * field must not be treated as absent.
 * @param repeated names that the row has more than once
 */
export function unreadableFields(
  schema: { readonly entries: Readonly<Record<string, v.GenericSchema>> },
  row: unknown,
  repeated: ReadonlySet<string> = new Set(),
): string[] {
  const raw = v.safeParse(v.record(v.string(), v.unknown()), row);
  return Object.entries(schema.entries).flatMap(([name, field]) => {
    const value = raw.success ? raw.output[name] : undefined;
    const isUnreadable = value !== undefined && value !== null && v.safeParse(field, value).output === undefined;
    return isUnreadable || repeated.has(name) ? [name] : [];
  });
}
