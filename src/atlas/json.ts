/** Levels of arrays and objects that are read. Atlas's deepest response has fewer than ten; some thousands overflow a stack. */
const MAX_DEPTH = 1024;

/** Tells a text that is no JSON from one that is JSON, but nested too deeply to be handled safely. */
export type ParsedJson =
  { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'notJson' } | { readonly kind: 'tooDeep' };

/**
 * Reads a JSON text. Text with more than 1,024 levels isn't read: `JSON.parse` takes any depth, but `JSON.stringify` and
 * every other recursive function would throw later, wherever the value happens to be by then.
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

/** Returns the value of a JSON text, or undefined if `readJson` doesn't read it. */
export function parseJson(text: string): unknown {
  const read = readJson(text);
  return read.kind === 'json' ? read.value : undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts the brackets outside of strings, in one pass and without recursion. */
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
