import { elementsOf, membersOf, type Member } from './jsonText';

/**
 * Key under which a decoded row keeps its original JSON text. Only a row whose text contains more than its fields has
 * it: one with a field of an unexpected type, a null, a number (JavaScript may lose digits), a repeated name, or a name
 * such as `__proto__`.
 */
export const RAW_JSON: unique symbol = Symbol('rawJson');

/** A decoded row, with its original JSON text if that contains more. */
export type WithRawJson<T> = T & { readonly [RAW_JSON]?: string };

/** Values that are nested deeper always keep their text. */
const MAX_DEPTH = 100;

/**
 * Returns a decoded row with its JSON text, if its fields don't contain everything.
 * @param row the value that `JSON.parse` returned for the text
 * @param text returns the text; called only if it is needed
 */
export function withRawJson<T extends object>(decoded: T, row: unknown, text: () => string): WithRawJson<T> {
  // A copy, because a substring would keep the text of the whole page in memory.
  return hasAllValues(decoded, row) ? decoded : { ...decoded, [RAW_JSON]: copyOf(text()) };
}

/** Does the same for a row that is a whole response. */
export function withWholeRawJson<T extends object>(decoded: T, row: unknown, text: string): WithRawJson<T> {
  const names = typeof row === 'object' && row !== null ? Object.keys(row) : [];
  return membersOf(text).length === names.length
    ? withRawJson(decoded, row, () => text)
    : { ...decoded, [RAW_JSON]: text };
}

/** Returns a function that finds the text of a row of a page by its index. The page is parsed at the first call. */
export function rowTexts(page: string): (index: number) => string {
  let rows: readonly string[] | undefined;
  return (index) => {
    rows ??= elementsOf(membersOf(page).findLast(({ name }) => name === 'results')?.text ?? '');
    return rows[index] ?? '';
  };
}

/** Returns the fields of a row as Atlas sent them, in Atlas's order. */
export function rawFields(row: WithRawJson<object>): Member[] {
  const text = row[RAW_JSON];
  return text === undefined ? fieldsOf(row) : membersOf(text);
}

/** Returns the JSON text of a row as Atlas sent it. */
export function rawJsonOf(row: WithRawJson<object>): string {
  return (
    row[RAW_JSON] ??
    `{${fieldsOf(row)
      .map(({ name, text }) => `${JSON.stringify(name)}:${text}`)
      .join(',')}}`
  );
}

function fieldsOf(row: object): Member[] {
  return Object.entries(row).flatMap(([name, value]) => {
    const text = textOf(value);
    return text === undefined ? [] : [{ name, text }];
  });
}

function textOf(value: unknown): string | undefined {
  // JSON.stringify would overflow the stack. A row from the client keeps the text of such a value.
  return isNested(value, MAX_DEPTH) ? '"…"' : JSON.stringify(value);
}

function copyOf(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

function hasAllValues(decoded: object, row: unknown): boolean {
  return (
    typeof row === 'object' &&
    row !== null &&
    Object.entries(row).every(
      ([name, value]) =>
        Object.hasOwn(decoded, name) &&
        Reflect.get(decoded, name) === value &&
        !isNested(value, MAX_DEPTH) &&
        !hasNumber(value),
    )
  );
}

/** Returns whether a value has more than `levels` levels. */
function isNested(value: unknown, levels: number): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (levels === 0 || Object.values(value).some((inner) => isNested(inner, levels - 1)))
  );
}

function hasNumber(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.values(value).some(hasNumber) : typeof value === 'number';
}
