import * as v from 'valibot';
import { isObjectId } from './objectId';

/** An identifier as Atlas writes them: 24 lower-case hexadecimal characters. */
export const ObjectId = v.custom<string>(isObjectId);

/** Fields that are shown when they are readable, and do not make their row unreadable when they are not. */
export const text = v.optional(v.fallback(v.optional(v.string()), undefined));
export const flag = v.optional(v.fallback(v.optional(v.boolean()), undefined));
export const count = v.optional(v.fallback(v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))), undefined));

/**
 * Returns the names of the fields of a row that have a value, but none that the schema can read. Where absence means
 * something, such a field must not be taken for an absent one.
 */
export function unreadableFields(
  schema: { readonly entries: Readonly<Record<string, v.GenericSchema>> },
  row: unknown,
): string[] {
  const raw = v.safeParse(v.record(v.string(), v.unknown()), row);
  return Object.entries(schema.entries).flatMap(([name, field]) => {
    const value = raw.success ? raw.output[name] : undefined;
    return value !== undefined && value !== null && v.safeParse(field, value).output === undefined ? [name] : [];
  });
}
