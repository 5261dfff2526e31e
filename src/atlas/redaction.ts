import { findEncoded } from './encodedSecrets';

/** Stands where a proof was. */
const PLACEHOLDER = '[removed]';
/** Shorter texts would be found by chance in any response, and real secrets are far longer. */
const MIN_LENGTH = 8;
/** A gateway may repeat a header cut short, so so many characters of the secret part are enough to find a proof. */
const HEAD = 16;
/** Longer texts with a hidden proof are removed as a whole, for a server could choose ones that take time without end. */
const MAX_SIFTED_LENGTH = 100_000;
/** Tokens that were sent and are still looked for. Each lives for an hour. */
const MAX_TOKENS = 4;

/** A text that proves something. */
interface Proof {
  readonly text: string;
  /** How many characters at its beginning are public, so that they alone prove nothing; 0 by default. */
  readonly open?: number;
  /** Whether it is a whole header, which is public but for a part that is a proof of its own. */
  readonly isHeader?: boolean;
}

/** What is looked at of a request. */
interface ProvenRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Removes from responses what a client has sent as proof of who it is, for a server, a gateway or a debugging proxy may
 * repeat a request in its response. A token that a response brings is kept: it becomes a proof when it is sent.
 */
export class SecretRedactor {
  readonly #secret: readonly Proof[];
  #tokens: readonly string[] = [];

  /** @param secret the credential's secret, which is removed even if it was never sent as it is */
  constructor(secret: string | undefined) {
    this.#secret = secret === undefined ? [] : [{ text: secret }];
  }

  /**
   * Remembers the proofs of a request.
   * @returns a function that removes them, and earlier ones, from a text of the response with the given HTTP status
   */
  of(request: ProvenRequest): (text: string, status: number) => string {
    const authorization = header(request.headers, 'authorization');
    const own = [...this.#secret, ...proofsIn(authorization), ...tokensIn(request.body)];
    const token = bearerToken(authorization);
    if (token !== undefined && !this.#tokens.includes(token)) {
      this.#tokens = [token, ...this.#tokens].slice(0, MAX_TOKENS);
    }
    const tokens = this.#tokens;
    let remove: ((text: string) => string) | undefined;
    return (text, status) => {
      // A successful response to a POST may bring a token, perhaps the same one as before.
      remove ??= remover(
        request.method === 'POST' && status === 200 ? own : [...own, ...tokens.map((text) => ({ text }))],
      );
      return remove(text);
    };
  }
}

function header(headers: Readonly<Record<string, string>>, name: string): string {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
}

function bearerToken(authorization: string): string | undefined {
  return /^Bearer\s+(.+)$/is.exec(authorization)?.[1];
}

/** Returns an `Authorization` header and the parts of it that prove something. */
function proofsIn(authorization: string): Proof[] {
  const [, scheme = '', value = ''] = /^(\w+)\s+(.*)$/s.exec(authorization) ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic': {
      const decoded = Buffer.from(value, 'base64');
      const [id = ''] = decoded.toString('utf8').split(':', 1);
      // The ID of a key is public, and every token holds that of its service account, in base64 too.
      const open = Math.ceil(((Buffer.byteLength(id) + 1) * 4) / 3);
      return [
        { text: authorization, open: authorization.length - value.length + open, isHeader: true },
        { text: value, open },
        { text: decoded.toString('base64url'), open },
        { text: decoded.subarray(Buffer.byteLength(id) + 1).toString('utf8') },
      ];
    }
    case 'digest':
      return [{ text: authorization, isHeader: true }, { text: /\bresponse="([^"]*)"/i.exec(value)?.[1] ?? '' }];
    default:
      return [{ text: authorization, isHeader: true }, { text: value }];
  }
}

function tokensIn(body: string | undefined): Proof[] {
  const form = new URLSearchParams(body);
  return ['token', 'client_secret'].flatMap((name) => form.getAll(name).map((text) => ({ text })));
}

/** Makes a function that replaces the proofs, however they are spelled, whole or cut short. */
function remover(proofs: readonly Proof[]): (text: string) => string {
  // The longest first, so that of a whole header no scheme is left behind.
  const sought = proofs.filter(({ text }) => text.length >= MIN_LENGTH).sort((a, b) => b.text.length - a.text.length);
  if (sought.length === 0) {
    return (text) => text;
  }
  // Tokens begin alike, and so do the two alphabets of base64, so one head may have several tails.
  const tails = new Map<string, (readonly string[])[]>();
  for (const { text, open = 0 } of sought) {
    const characters = Array.from(text.replace(/\\+/g, '\\'));
    const head = characters
      .slice(0, open + HEAD)
      .map(spellings)
      .join('');
    tails.set(head, [...(tails.get(head) ?? []), characters.slice(open + HEAD)]);
  }
  const heads = new RegExp([...tails.keys()].map((head) => `(${head})`).join('|'), 'gi');
  const tailsOf = [...tails.values()];
  const hides = findEncoded(
    sought.flatMap(({ text, open = 0, isHeader = false }) => (isHeader ? [] : [text.slice(open)])),
  );
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
      // Half an escape sequence before the placeholder would make the JSON around it unreadable.
      kept += text.slice(from, beforeBackslashes(text, from, match.index)) + PLACEHOLDER;
      from = Math.max(start, ...(tailsOf[group] ?? []).map((tail) => endOf(text, start, tail)));
      heads.lastIndex = from;
    }
    return withoutHidden(kept + text.slice(from), hides);
  };
}

/** Removes each JSON string that hides a proof; the whole text if a proof is hidden in anything else. */
function withoutHidden(text: string, hides: (text: string) => boolean): string {
  if (!hides(text)) {
    return text;
  }
  const sifted =
    text.length > MAX_SIFTED_LENGTH
      ? PLACEHOLDER
      : text.replace(/"(?:[^"\\]|\\.)*"/gs, (string) => (hides(string) ? `"${PLACEHOLDER}"` : string));
  return hides(sifted) ? PLACEHOLDER : sifted;
}

function beforeBackslashes(text: string, from: number, index: number): number {
  let end = index;
  while (end > from && text[end - 1] === '\\') {
    end -= 1;
  }
  return end;
}

/**
 * Returns a pattern for one character as it is and as JSON, URLs, forms and HTML write it, escaped once or more. Patterns
 * hardly ever match a text in two ways, for a server could choose texts that take time without end.
 */
function spellings(character: string, index?: number): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const units = Array.from({ length: character.length }, (_, unit) => hex(character.charCodeAt(unit), 4));
  const bytes = [...Buffer.from(character, 'utf8')].map((byte) => `%(?:25){0,3}${hex(byte, 2)}`).join('');
  const entity = `&(?:amp;){0,3}#(?:0{0,5}${codePoint}|x0{0,5}${codePoint.toString(16)});`;
  if (character === '\\') {
    // Stands for a run of them, which is as long as it has been escaped often.
    return `(?:(?:\\\\{1,8}u005c)+|(?:${bytes})+|(?:${entity})+|\\\\{1,16}(?!\\\\))`;
  }
  // A pattern that begins with backslashes would be tried at each of a long run of them.
  const [any, some] = index === 0 ? ['', '\\\\'] : ['\\\\{0,8}', '\\\\{1,8}'];
  const literal = OTHER_SPELLINGS[character] ?? character.replace(/[$()*+./?[\]^{|}-]/g, '\\$&');
  const escaped = units.map((unit) => `${some}u${unit}`).join('');
  // The literal comes last, for an escaped text may begin with it: `u` in `\\u0075`.
  return `(?:${escaped}|${character === '%' ? '' : `${bytes}|`}${entity}|${any}${literal})`;
}

/** A percent sign and an ampersand as they are escaped themselves, and what else has another spelling. */
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
