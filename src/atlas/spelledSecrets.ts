import { PLACEHOLDER, type Secret } from './requestSecrets';

/** A gateway may truncate a header that it repeats, so this many characters of the secret part identify a secret. */
const HEAD = 16;
/** Anything that may stand for another character than itself, apart from backslashes. */
const ESCAPE = /\\u[\da-f]{4}|%[\da-f]{2}|&(?:#|[a-z]{2,4};)/i;

/** Returns a function that replaces secrets in any spelling, whole or truncated. */
export function createSpelledRemover(secrets: readonly Secret[]): (text: string) => string {
  const heads = secrets.map(literalHead);
  let replace: ((text: string) => string) | undefined;
  return (text) => {
    if (!mayContain(text, heads)) {
      return text;
    }
    replace ??= createReplacer(secrets);
    return replace(text);
  };
}

/**
 * Returns the longest part without spaces of the characters that identify a secret, in lower case and without
 * backslashes; an empty text if letters outside of ASCII could have another case.
 */
function literalHead(secret: Secret): string {
  const head = partsOf(secret).head.join('').replaceAll('\\', '').toLowerCase();
  const parts = head.split(/[\s+]/).sort((a, b) => b.length - a.length);
  return /^[\0-\x7f]*$/.test(head) ? (parts[0] ?? '') : '';
}

/** Tells quickly whether a text may contain one of the heads, so that most texts need no slow search. */
function mayContain(text: string, literalHeads: readonly string[]): boolean {
  if (literalHeads.length === 0) {
    return false;
  }
  if (ESCAPE.test(text)) {
    return true;
  }
  const literal = text.replaceAll('\\', '').toLowerCase();
  return literalHeads.some((head) => literal.includes(head));
}

/** Returns the characters that identify a secret, and those after them. Each run of backslashes is one character. */
function partsOf({ text, publicLength = 0 }: Secret): {
  readonly head: readonly string[];
  readonly tail: readonly string[];
} {
  const characters = Array.from(text.replace(/\\+/g, '\\'));
  return { head: characters.slice(0, publicLength + HEAD), tail: characters.slice(publicLength + HEAD) };
}

/** Returns a function that searches for the secrets with patterns. */
function createReplacer(secrets: readonly Secret[]): (text: string) => string {
  // The longest first, so that nothing of a whole header remains.
  const searched = secrets.toSorted((a, b) => b.text.length - a.text.length);
  // Tokens start alike, and so do texts in the two alphabets of base64, so one head may have several tails.
  const tails = new Map<string, (readonly string[])[]>();
  for (const { head, tail } of searched.map(partsOf)) {
    const pattern = head.map(spellings).join('');
    tails.set(pattern, [...(tails.get(pattern) ?? []), tail]);
  }
  const heads = new RegExp([...tails.keys()].map((head) => `(${head})`).join('|'), 'gi');
  const tailsOf = [...tails.values()];
  const matchers = new Map<string, RegExp>();
  const endOf = (text: string, start: number, tail: readonly string[]): number => {
    let end = start;
    for (const character of tail) {
      const matcher = matchers.get(character) ?? new RegExp(spellings(character), 'iy');
      matchers.set(character, matcher);
      matcher.lastIndex = end;
      if (!matcher.test(text)) {
        break;
      }
      end = matcher.lastIndex;
    }
    return end;
  };
  return (text) => {
    let kept = '';
    let from = 0;
    heads.lastIndex = 0;
    for (let match = heads.exec(text); match !== null; match = heads.exec(text)) {
      const start = heads.lastIndex;
      const group = match.indexOf(match[0], 1) - 1;
      // Half an escape sequence before the placeholder would make the JSON invalid.
      kept += text.slice(from, beforeBackslashes(text, from, match.index)) + PLACEHOLDER;
      from = Math.max(start, ...(tailsOf[group] ?? []).map((tail) => endOf(text, start, tail)));
      heads.lastIndex = from;
    }
    return kept + text.slice(from);
  };
}

function beforeBackslashes(text: string, from: number, index: number): number {
  let end = index;
  while (end > from && text[end - 1] === '\\') {
    end -= 1;
  }
  return end;
}

/**
 * Returns a pattern for one character as it is and as JSON, URLs, forms and HTML write it, escaped once or more.
 * Patterns rarely match a text in two ways, because a server could choose texts that take too long to search.
 */
function spellings(character: string, index?: number): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const units = Array.from({ length: character.length }, (_, unit) => hex(character.charCodeAt(unit), 4));
  const bytes = [...Buffer.from(character, 'utf8')].map((byte) => `%(?:25){0,3}${hex(byte, 2)}`).join('');
  const entity = `&(?:amp;){0,3}#(?:0{0,5}${codePoint}|x0{0,5}${codePoint.toString(16)});`;
  if (character === '\\') {
    // Stands for a run of backslashes, which grows with each escaping.
    return `(?:(?:\\\\{1,8}u005c)+|(?:${bytes})+|(?:${entity})+|\\\\{1,16}(?!\\\\))`;
  }
  // A pattern that starts with backslashes would be tried at each one of a long run.
  const [any, some] = index === 0 ? ['', '\\\\'] : ['\\\\{0,8}', '\\\\{1,8}'];
  const literal = OTHER_SPELLINGS[character] ?? character.replace(/[$()*+./?[\]^{|}-]/g, '\\$&');
  const escaped = units.map((unit) => `${some}u${unit}`).join('');
  // The literal comes last, because an escaped text may start with it: `u` in `\\u0075`.
  return `(?:${escaped}|${character === '%' ? '' : `${bytes}|`}${entity}|${any}${literal})`;
}

/** Characters with other spellings, such as a percent sign and an ampersand that are escaped themselves. */
const OTHER_SPELLINGS: Readonly<Record<string, string>> = {
  '%': '%(?:25){0,2}',
  '&': '&(?:amp;){0,2}',
  ' ': '[\\s+]',
  '"': '(?:"|&(?:amp;){0,3}quot;)',
  "'": "(?:'|&(?:amp;){0,3}apos;)",
  '<': '(?:<|&(?:amp;){0,3}lt;)',
  '>': '(?:>|&(?:amp;){0,3}gt;)',
};

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
