/** Says whether a value is a `T`, and nothing more than one. */
export type Check<T> = (value: unknown) => value is T;

type Checks<T> = { readonly [Key in keyof T]-?: Check<Exclude<T[Key], undefined>> };

export const text: Check<string> = (value) => typeof value === 'string';
export const number: Check<number> = (value): value is number => typeof value === 'number' && Number.isFinite(value);
export const flag: Check<boolean> = (value) => typeof value === 'boolean';

export function oneOf<const T extends string>(...values: readonly T[]): Check<T> {
  return (value): value is T => values.some((candidate) => candidate === value);
}

export function list<T>(item: Check<T>): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every((entry) => item(entry));
}

/** An object with these fields and no other; those named in `optional` may be missing. */
export function record<T extends object>(checks: Checks<T>, optional: readonly (keyof T & string)[] = []): Check<T> {
  const byName = new Map<string, (value: unknown) => boolean>(Object.entries(checks));
  const required = [...byName.keys()].filter((name) => !optional.some((other) => other === name));
  return (value): value is T =>
    typeof value === 'object' &&
    value !== null &&
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, field]) => byName.get(name)?.(field) === true);
}

export function either<T>(...checks: readonly Check<T>[]): Check<T> {
  return (value): value is T => checks.some((check) => check(value));
}
