/**
 * Maximum nesting of arrays and objects. Atlas's deepest response has fewer than ten levels; a few thousand overflow a
 * stack.
 */
const MAX_DEPTH = 1024;

/** Distinguishes a text that isn't JSON from JSON that is nested too deeply to be processed safely. */
export type ParsedJson =
  { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'notJson' } | { readonly kind: 'tooDeep' };

/**
 * Parses a JSON text with at most 1,024 levels. `JSON.parse` accepts any depth, but `JSON.stringify` and other
 * recursive functions would fail on the value later.
 */
export function readJson(text: string): ParsedJson {
  if (isTooDeep(text)) {
    return { kind: 'tooDeep' };
  }
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown };
  } catch {
    return { kind: 'notJson' };
  }
}

/** Returns the value of a JSON text, or undefined if `readJson` rejects it. */
export function parseJson(text: string): unknown {
  const read = readJson(text);
  return read.kind === 'json' ? read.value : undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts the brackets outside of strings in one pass and without recursion. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === QUOTE) {
      inString = !inString;
    } else if (inString) {
      // Skips the escaped character, which may be a quote.
      index += unit === BACKSLASH ? 1 : 0;
    } else if (unit === 0x5b || unit === 0x7b) {
      depth += 1;
      if (depth > MAX_DEPTH) {
        return true;
      }
    } else if (unit === 0x5d || unit === 0x7d) {
      depth -= 1;
    }
  }
  return false;
}
