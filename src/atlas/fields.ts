import * as v from 'valibot';
import { isObjectId } from './objectId';

/** An Atlas identifier: 24 lowercase hexadecimal characters. */
export const ObjectId = v.custom<string>(isObjectId);

/** Returns an optional field. An unreadable value counts as absent and doesn't make the row unreadable. */
export function optionalField<T extends v.GenericSchema>(schema: T) {
  return v.optional(v.fallback(v.optional(schema), undefined));
}

export const text = optionalField(v.string());
export const flag = optionalField(v.boolean());
export const count = optionalField(v.pipe(v.number(), v.integer(), v.minValue(0)));

/**
 * Returns the names of the fields that have a value which the schema can't read. Where absence has a meaning, such a
 * field must not be treated as absent.
 * @param repeated names that the row has more than once
 */
export function unreadableFields(
  schema: { readonly entries: Readonly<Record<string, v.GenericSchema>> },
  row: unknown,
  repeated: ReadonlySet<string>,
): string[] {
  const raw = v.safeParse(v.record(v.string(), v.unknown()), row);
  return Object.entries(schema.entries).flatMap(([name, field]) => {
    const value = raw.success ? raw.output[name] : undefined;
    const isUnreadable = value !== undefined && value !== null && v.safeParse(field, value).output === undefined;
    return isUnreadable || repeated.has(name) ? [name] : [];
  });
}
