import { endOfQuoted, skipSpaces } from './yamlFlow';

/** Returns whether a list item starts at an offset. */
export function isDash(text: string, at: number, end: number): boolean {
  return text[at] === '-' && (at + 1 === end || text[at + 1] === ' ');
}

/** Returns the offset of the colon after the key of a line. */
export function colonIn(text: string, start: number, end: number): number | undefined {
  const quote = text.charAt(start);
  let from = start;
  if (quote === '"' || quote === "'") {
    from = endOfQuoted(text, start, end);
  }
  for (let at = from; at < end; at += 1) {
    const character = text[at];
    if (character === ':' && (at + 1 === end || text[at + 1] === ' ' || text[at + 1] === '\t')) {
      return at;
    }
    if (character === '#' && (text[at - 1] === ' ' || at === start)) {
      return undefined;
    }
  }
  return undefined;
}

/** Returns the offset of a value after its anchor and its tag, such as `&a` and `!Join`. */
export function skipProperties(text: string, start: number, end: number): number {
  let at = start;
  while (text[at] === '&' || text[at] === '!') {
    while (at < end && text[at] !== ' ' && text[at] !== '\t') {
      at += 1;
    }
    at = skipSpaces(text, at, end);
  }
  return at;
}

/** Returns the offset of the comment after a value that starts at an offset. */
export function commentIn(text: string, start: number, end: number): number | undefined {
  const value = skipProperties(text, start, end);
  const isQuoted = value < end && '"\''.includes(text.charAt(value));
  const from = isQuoted ? endOfQuoted(text, value, end) : start;
  const found = from === start && text[start] === '#' ? 0 : text.slice(from, end).search(/(?<=[ \t])#/);
  return found === -1 ? undefined : from + found;
}
