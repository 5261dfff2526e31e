import { elementsOf, membersOf, type Member } from './jsonText';

/**
 * Where a decoded row keeps the JSON text that it came as. Only a row whose text says more than its fields has it: one
 * with a field of an unexpected type, a null, a number (which may have more digits than JavaScript keeps), a repeated
 * name, or a name such as `__proto__`.
 */
export const RAW_JSON: unique symbol = Symbol('rawJson');

/** A decoded row, with the JSON text that it came as where that says more. */
export type WithRawJson<T> = T & { readonly [RAW_JSON]?: string };

/** The text of values nested deeper is always kept. */
const MAX_DEPTH = 100;

/**
 * A decoded row that keeps the text it came as, if its fields do not say all of it.
 * @param row what `JSON.parse` made of the text
 * @param text the text; called only when it is needed
 */
export function withRawJson<T extends object>(decoded: T, row: unknown, text: () => string): WithRawJson<T> {
  // A copy, for a part of a page's text would keep the whole page in memory.
  return saysAll(decoded, row) ? decoded : { ...decoded, [RAW_JSON]: copyOf(text()) };
}

/** The same for a row that is a whole response, whose text is at hand. */
export function withWholeRawJson<T extends object>(decoded: T, row: unknown, text: string): WithRawJson<T> {
  const names = typeof row === 'object' && row !== null ? Object.keys(row) : [];
  return membersOf(text).length === names.length
    ? withRawJson(decoded, row, () => text)
    : { ...decoded, [RAW_JSON]: text };
}

/** Finds the text of each row of a page, by its index; reads the page once, and only when it is called. */
export function rowTexts(page: string): (index: number) => string {
  let rows: readonly string[] | undefined;
  return (index) => {
    rows ??= elementsOf(membersOf(page).findLast(({ name }) => name === 'results')?.text ?? '');
    return rows[index] ?? '';
  };
}

/** The fields of a row as Atlas sent them, in its order. */
export function rawFields(row: WithRawJson<object>): Member[] {
  const text = row[RAW_JSON];
  return text === undefined ? fieldsOf(row) : membersOf(text);
}

/** The JSON text of a row as Atlas sent it. */
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
  // JSON.stringify would overflow the stack; a row from the client keeps the text of such a value.
  return isNested(value, MAX_DEPTH) ? '"…"' : JSON.stringify(value);
}

function copyOf(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

function saysAll(decoded: object, row: unknown): boolean {
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

/** Whether a value has more than so many levels. */
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
