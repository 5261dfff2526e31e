/** A member of a JSON object in its original text. */
export interface Member {
  readonly name: string;
  /** JSON text of the value. */
  readonly text: string;
}

/**
 * Returns the members of a JSON object in their order, including what `JSON.parse` loses: a repeated name, `__proto__`,
 * and digits of a number.
 * @param text a text that `JSON.parse` accepts; anything but an object has no members
 */
export function membersOf(text: string): Member[] {
  const members: Member[] = [];
  let at = skipSpace(text, 0);
  if (text.charAt(at) !== '{') {
    return members;
  }
  at = skipSpace(text, at + 1);
  while (text.charAt(at) === '"') {
    const nameEnd = endOfString(text, at);
    const start = skipSpace(text, skipSpace(text, nameEnd) + 1);
    const end = endOfValue(text, start);
    members.push({ name: String(JSON.parse(text.slice(at, nameEnd))), text: text.slice(start, end) });
    at = skipSpace(text, skipSpace(text, end) + 1);
  }
  return members;
}

/** Returns the names that several members of a JSON object have. Nested objects don't count. */
export function repeatedNames(text: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { name } of membersOf(text)) {
    (seen.has(name) ? repeated : seen).add(name);
  }
  return repeated;
}

/** Returns the JSON texts of the elements of an array. */
export function elementsOf(text: string): string[] {
  const elements: string[] = [];
  let at = skipSpace(text, 0);
  if (text.charAt(at) !== '[') {
    return elements;
  }
  at = skipSpace(text, at + 1);
  while (at < text.length && text.charAt(at) !== ']') {
    const end = endOfValue(text, at);
    elements.push(text.slice(at, end));
    at = skipSpace(text, end);
    at = text.charAt(at) === ',' ? skipSpace(text, at + 1) : at;
  }
  return elements;
}

/** Yields the tokens of a JSON text without white space: strings, other values and punctuation marks. */
export function* partsOf(text: string): Generator<string, void, undefined> {
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const end = endOfPart(text, at);
    yield text.slice(at, end);
    at = skipSpace(text, end);
  }
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const first = text.charAt(at);
    depth += first === '{' || first === '[' ? 1 : first === '}' || first === ']' ? -1 : 0;
    at = endOfPart(text, at);
    if (depth > 0) {
      at = skipSpace(text, at);
    }
  } while (depth > 0 && at < text.length);
  return at;
}

function endOfPart(text: string, start: number): number {
  if (text.charAt(start) === '"') {
    return endOfString(text, start);
  }
  // At least one character, so that the loop ends for invalid JSON too.
  let end = start + 1;
  if (!'{}[],:'.includes(text.charAt(start))) {
    while (end < text.length && !'{}[],:" \t\n\r'.includes(text.charAt(end))) {
      end += 1;
    }
  }
  return end;
}

/** Returns the position after a string that starts at a quote, or the end of the text. */
export function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote >= 0) {
    let backslashes = 0;
    while (text.charAt(quote - 1 - backslashes) === '\\') {
      backslashes += 1;
    }
    if (backslashes % 2 === 0) {
      return quote + 1;
    }
    quote = text.indexOf('"', quote + 1);
  }
  return text.length;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) {
    at += 1;
  }
  return at;
}
