import * as v from 'valibot';
import { readJson, type Json } from './json';
import { elementsOf, membersOf, repeatedNames, type Member } from './jsonText';

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

/** The JSON text of a row. */
export interface RowText {
  /** Returns the text, which is found at the first call. */
  readonly text: () => string;
  /** Whether an object at any depth has a repeated name. */
  readonly hasRepeatedNames: boolean;
}

/**
 * Returns a decoded row with its JSON text, if its fields don't contain everything.
 * @param row the value that `JSON.parse` returned for the text
 */
export function withRawJson<T extends object>(decoded: T, row: unknown, rowText: RowText): WithRawJson<T> {
  return !rowText.hasRepeatedNames && hasAllValues(decoded, row)
    ? decoded
    : // A copy, because a substring would keep the text of the whole page in memory.
      { ...decoded, [RAW_JSON]: copyOf(rowText.text()) };
}

/**
 * Returns a function that finds the text of a row by its index and the name of its list. The response and each of its
 * lists are split once, when a text is needed.
 */
export function rowTexts(response: Json): (index: number, list?: string) => RowText {
  let lists: ReadonlyMap<string, string> | undefined;
  const rows = new Map<string, readonly string[]>();
  const rowsOf = (list: string): readonly string[] => {
    lists ??= new Map(membersOf(response.text).map(({ name, text }) => [name, text]));
    const found = rows.get(list) ?? elementsOf(lists.get(list) ?? '');
    rows.set(list, found);
    return found;
  };
  return (index, list = 'results') => {
    const text = (): string => rowsOf(list)[index] ?? '';
    return { text, hasRepeatedNames: response.hasRepeatedNames && hasRepeatedNames(text()) };
  };
}

/** Returns the text of a row that is a whole response. */
export function wholeText({ text, hasRepeatedNames }: Json): RowText {
  return { text: () => text, hasRepeatedNames };
}

/**
 * Decodes a row. Which value of a repeated name is meant is unknown, so an optional field with one counts as absent. A
 * required field has the last value, so that the row isn't lost.
 * @returns undefined if the row is unreadable
 */
export function decodeRow<T>(schema: v.GenericSchema<unknown, T>, row: unknown, rowText: RowText): T | undefined {
  const unambiguous = v.safeParse(schema, rowText.hasRepeatedNames ? withoutRepeatedFields(row, rowText.text()) : row);
  const parsed = unambiguous.success || !rowText.hasRepeatedNames ? unambiguous : v.safeParse(schema, row);
  return parsed.success ? parsed.output : undefined;
}

function withoutRepeatedFields(row: unknown, text: string): unknown {
  if (typeof row !== 'object' || row === null) {
    return row;
  }
  const repeated = repeatedNames(text);
  return Object.fromEntries(Object.entries(row).filter(([name]) => !repeated.has(name)));
}

/** Returns whether a list may have lost rows or links, because a name outside of its rows is repeated. */
export function isAmbiguousList({ text, hasRepeatedNames: isPossible }: Json, lists: readonly string[]): boolean {
  return (
    isPossible &&
    (repeatedNames(text).size > 0 ||
      membersOf(text).some((member) => !lists.includes(member.name) && hasRepeatedNames(member.text)))
  );
}

function hasRepeatedNames(text: string): boolean {
  const read = readJson(text);
  return read.kind === 'json' && read.hasRepeatedNames;
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
