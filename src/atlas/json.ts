import { endOfString } from './jsonText';

/**
 * Maximum nesting of arrays and objects. Atlas's deepest response has fewer than ten levels; a few thousand overflow a
 * stack.
 */
const MAX_DEPTH = 1024;

/** A JSON text with its value. */
export interface Json {
  readonly value: unknown;
  readonly text: string;
  /** Whether an object at any depth has several members with one name, of which the value has only the last. */
  readonly hasRepeatedNames: boolean;
}

/** Distinguishes a text that isn't JSON from JSON that is nested too deeply to be processed safely. */
export type ParsedJson =
  ({ readonly kind: 'json' } & Json) | { readonly kind: 'notJson' } | { readonly kind: 'tooDeep' };

/**
 * Parses a JSON text with at most 1,024 levels. `JSON.parse` accepts any depth, but `JSON.stringify` and other
 * recursive functions would fail on the value later.
 */
export function readJson(text: string): ParsedJson {
  const members = countMembersIn(text);
  if (members === undefined) {
    return { kind: 'tooDeep' };
  }
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'json', value, text, hasRepeatedNames: countMembers(value) < members };
  } catch {
    return { kind: 'notJson' };
  }
}

/** Returns the value of a JSON text, or undefined if `readJson` rejects it. */
export function parseJson(text: string): unknown {
  const read = readJson(text);
  return read.kind === 'json' ? read.value : undefined;
}

/** Returns the number of members in a text, or undefined if it has too many levels. Takes one pass and no recursion. */
function countMembersIn(text: string): number | undefined {
  let depth = 0;
  let members = 0;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case 0x22: // "
        index = endOfString(text, index) - 1;
        break;
      case 0x3a: // :
        members += 1;
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        if (depth > MAX_DEPTH) {
          return undefined;
        }
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
    }
  }
  return members;
}

/** Returns the number of members in a value. */
function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) {
    return 0;
  }
  const inner: unknown[] = Array.isArray(value) ? value : Object.values(value);
  let members = inner === value ? 0 : inner.length;
  for (const one of inner) {
    if (typeof one === 'object') {
      members += countMembers(one);
    }
  }
  return members;
}
