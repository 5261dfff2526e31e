import { isDeepStrictEqual } from 'node:util';
import { findEncoded } from './encodedSecrets';
import { SentProofs } from './sentProofs';

/** Replaces a secret. */
const PLACEHOLDER = '[removed]';
/** Shorter texts would match by chance in any response. Real secrets are far longer. */
const MIN_LENGTH = 8;
/** A gateway may truncate a header that it repeats, so this many characters of the secret part identify a secret. */
const HEAD = 16;
/**
 * Longer texts with an encoded secret are removed as a whole, because a server could choose texts that take too long to
 * search.
 */
const MAX_SIFTED_LENGTH = 100_000;
/** Number of sent tokens that are still searched for. Atlas limits an account to so many valid ones. */
const MAX_TOKENS = 100;
/** Number of sent signatures that are still searched for. Each request has another one. */
const MAX_SIGNATURES = 10_000;
/** An MD5 or SHA-256 signature of a digest. */
const SIGNATURE = /(?<![\da-f])[\da-f]{32}(?:[\da-f]{32})?(?![\da-f])/gi;

/** A text that must not appear in a response. */
interface Secret {
  readonly text: string;
  /** Number of public characters at its start, which are not searched for on their own; 0 by default. */
  readonly publicLength?: number;
  /** Whether it is a whole header, whose secret part is an entry of its own. */
  readonly isHeader?: boolean;
}

/** The parts of a request that may contain secrets. */
interface SignedRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Removes secrets that the client has sent from responses, because a server, a gateway or a debugging proxy may repeat
 * a request in its response. A token that a response brings is kept. It counts as a secret once it is sent.
 */
export class SecretRedactor {
  readonly #secret: readonly Secret[];
  /** The `Authorization` of the latest token request, which is valid as long as the secret. */
  #basic = '';
  readonly #tokens: SentProofs;
  readonly #signatures: SentProofs;
  #latest: { readonly secrets: readonly Secret[]; readonly remove: (text: string) => string } | undefined;

  /**
   * @param secret the credential's secret, which is removed even if it was never sent in clear text
   * @param now returns milliseconds of a monotonic clock
   */
  constructor(secret: string | undefined, now: () => number = () => performance.now()) {
    this.#secret = secret === undefined ? [] : [{ text: secret }];
    this.#tokens = new SentProofs(MAX_TOKENS, now);
    this.#signatures = new SentProofs(MAX_SIGNATURES, now);
  }

  /**
   * Stores the secrets of a request.
   * @returns a function that removes them and earlier ones from a text of the response with the given HTTP status
   */
  forRequest(request: SignedRequest): (text: string, status: number) => string {
    const authorization = header(request.headers, 'authorization');
    const own = [...this.#secret, ...secretsIn(authorization), ...tokensIn(request.body)];
    const [, scheme = '', value = ''] = /^(\w+)\s+(.+)$/s.exec(authorization) ?? [];
    switch (scheme.toLowerCase()) {
      case 'basic':
        this.#basic = authorization;
        break;
      case 'bearer':
        this.#tokens.add(value);
        break;
      case 'digest':
        this.#signatures.add(signatureIn(value).toLowerCase());
    }
    let remove: ((text: string) => string) | undefined;
    return (text, status) => {
      // A successful response to a POST may contain a token, possibly the same one as before.
      const tokens = request.method === 'POST' && status === 200 ? [] : this.#tokens.all();
      remove ??= this.#removerOf([...own, ...secretsIn(this.#basic), ...tokens.map((text) => ({ text }))]);
      return this.#withoutSignatures(remove(text));
    };
  }

  /** Removes the signatures of earlier requests, and of those that were sent while this one was waiting. */
  #withoutSignatures(text: string): string {
    return this.#signatures.size === 0
      ? text
      : text.replace(SIGNATURE, (found) => (this.#signatures.has(found.toLowerCase()) ? PLACEHOLDER : found));
  }

  /** Returns the latest function if it removes the same, because most requests have the same token. */
  #removerOf(secrets: readonly Secret[]): (text: string) => string {
    const { secrets: latest, remove } = this.#latest ?? {};
    if (remove !== undefined && isDeepStrictEqual(secrets, latest)) {
      return remove;
    }
    this.#latest = { secrets, remove: createRemover(secrets) };
    return this.#latest.remove;
  }
}

function header(headers: Readonly<Record<string, string>>, name: string): string {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
}

function signatureIn(digest: string): string {
  return /\bresponse="([^"]*)"/i.exec(digest)?.[1] ?? '';
}

/** Returns an `Authorization` header and its secret parts. */
function secretsIn(authorization: string): Secret[] {
  const [, scheme = '', value = ''] = /^(\w+)\s+(.*)$/s.exec(authorization) ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic': {
      const decoded = Buffer.from(value, 'base64');
      const [id = ''] = decoded.toString('utf8').split(':', 1);
      // The ID of a key is public, and each token contains the ID of its service account, also in base64.
      const publicLength = Math.ceil(((Buffer.byteLength(id) + 1) * 4) / 3);
      return [
        { text: authorization, publicLength: authorization.length - value.length + publicLength, isHeader: true },
        { text: value, publicLength },
        { text: decoded.toString('base64url'), publicLength },
        { text: decoded.subarray(Buffer.byteLength(id) + 1).toString('utf8') },
      ];
    }
    case 'digest':
      return [{ text: authorization, isHeader: true }, { text: signatureIn(value) }];
    default:
      return [{ text: authorization, isHeader: true }, { text: value }];
  }
}

function tokensIn(body: string | undefined): Secret[] {
  const form = new URLSearchParams(body);
  return ['token', 'client_secret'].flatMap((name) => form.getAll(name).map((text) => ({ text })));
}

/** Returns a function that replaces secrets in any spelling, whole or truncated. */
function createRemover(secrets: readonly Secret[]): (text: string) => string {
  // The longest first, so that nothing of a whole header remains.
  const searched = secrets
    .filter(({ text }) => text.length >= MIN_LENGTH)
    .sort((a, b) => b.text.length - a.text.length);
  if (searched.length === 0) {
    return (text) => text;
  }
  // Tokens start alike, and so do texts in the two alphabets of base64, so one head may have several tails.
  const tails = new Map<string, (readonly string[])[]>();
  for (const { text, publicLength = 0 } of searched) {
    const characters = Array.from(text.replace(/\\+/g, '\\'));
    const head = characters
      .slice(0, publicLength + HEAD)
      .map(spellings)
      .join('');
    tails.set(head, [...(tails.get(head) ?? []), characters.slice(publicLength + HEAD)]);
  }
  const heads = new RegExp([...tails.keys()].map((head) => `(${head})`).join('|'), 'gi');
  const tailsOf = [...tails.values()];
  const isEncodedIn = findEncoded(
    searched.flatMap(({ text, publicLength = 0, isHeader = false }) => (isHeader ? [] : [text.slice(publicLength)])),
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
      // Half an escape sequence before the placeholder would make the JSON invalid.
      kept += text.slice(from, beforeBackslashes(text, from, match.index)) + PLACEHOLDER;
      from = Math.max(start, ...(tailsOf[group] ?? []).map((tail) => endOf(text, start, tail)));
      heads.lastIndex = from;
    }
    return withoutEncoded(kept + text.slice(from), isEncodedIn);
  };
}

/** Removes each JSON string that contains an encoded secret; the whole text if it contains one outside of a string. */
function withoutEncoded(text: string, isEncodedIn: (text: string) => boolean): string {
  if (!isEncodedIn(text)) {
    return text;
  }
  const sifted =
    text.length > MAX_SIFTED_LENGTH
      ? PLACEHOLDER
      : text.replace(/"(?:[^"\\]|\\.)*"/gs, (string) => (isEncodedIn(string) ? `"${PLACEHOLDER}"` : string));
  return isEncodedIn(sifted) ? PLACEHOLDER : sifted;
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
