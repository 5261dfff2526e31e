import { endOfLine } from '../characters';
import type { BlockBuilder, Entry } from './block';
import { NO_KEY, type Key } from './yamlLists';

/** What is read of a flow collection goes here. */
export interface FlowTarget {
  readonly builder: BlockBuilder;
  /** Adds a key to the current block. */
  readonly add: (entry: Entry) => void;
}

/** Returns whether a flow collection starts at an offset, rather than a template such as `{{ .Values.bucket }}`. */
export function isFlow(text: string, at: number): boolean {
  return text[at] === '[' || (text[at] === '{' && text[at + 1] !== '{');
}

/**
 * Reads a flow collection of YAML, such as `{ a: b }` or `[ a, b ]`, which may have several lines. Returns the offset after
 * it. One that is still being typed ends before the next line that is not indented.
 * @param column the indentation of the key or list item that has it
 * @param key the key before it
 */
export function readFlow(text: string, start: number, column: number, key: Key, target: FlowTarget): number {
  return new FlowReader(text, column, key, target).read(start);
}

class FlowReader {
  #depth = 0;
  /** The start of the current key or value; undefined while only white space and comments were read. */
  #token: number | undefined;

  constructor(
    private readonly text: string,
    private readonly column: number,
    private key: Key,
    private readonly target: FlowTarget,
  ) {}

  read(start: number): number {
    let at = start;
    do {
      const next = this.#next(at);
      if (next === undefined) {
        break;
      }
      at = next;
    } while (this.#depth > 0 && at < this.text.length);
    for (; this.#depth > 0; this.#depth -= 1) {
      this.target.builder.close(at);
    }
    return at;
  }

  /** Reads what starts at an offset. Returns the offset after it; undefined if the collection ends before it. */
  #next(at: number): number | undefined {
    const { text, target } = this;
    const character = text.charAt(at);
    switch (character) {
      case '{':
      case '[':
        target.builder.open(this.key.text, at, this.key.start);
        this.key = NO_KEY;
        this.#depth += 1;
        return this.#endToken(at + 1);
      case '}':
      case ']':
        target.builder.close(at + 1);
        this.#depth -= 1;
        return this.#endToken(at + 1);
      case ',':
        this.key = NO_KEY;
        return this.#endToken(at + 1);
      case '\n':
        return this.#continues(at + 1) ? at + 1 : undefined;
      case '#':
        if (/\s/.test(text.charAt(at - 1))) {
          const end = endOfLine(text, at);
          target.builder.addComment(at, end);
          return end;
        }
        break;
      case '"':
      case "'":
        if (this.#token === undefined) {
          this.#token = at;
          return endOfQuoted(text, at, text.length);
        }
        break;
      case ':':
        if (/["'\s]/.test(text.charAt(at - 1)) || /[\s,{}[\]]|^$/.test(text.charAt(at + 1))) {
          return this.#colon(at);
        }
        break;
    }
    this.#token ??= /\s/.test(character) ? undefined : at;
    return at + 1;
  }

  #endToken(at: number): number {
    this.#token = undefined;
    return at;
  }

  /** Returns whether a line belongs to the collection. */
  #continues(start: number): boolean {
    const at = skipSpaces(this.text, start, this.text.length);
    return at - start > this.column || /[}\]#\r\n]|^$/.test(this.text.charAt(at));
  }

  /** Skips white space and comments, as far as the collection continues. */
  #skipBlank(start: number): number {
    const { text } = this;
    let at = skipSpaces(text, start, text.length);
    for (;;) {
      if (text[at] === '#' && /\s/.test(text.charAt(at - 1))) {
        at = endOfLine(text, at);
      } else if (text[at] === '\r' || (text[at] === '\n' && this.#continues(at + 1))) {
        at = skipSpaces(text, at + 1, text.length);
      } else {
        return at;
      }
    }
  }

  /** Reads the value after a key, unless it is a collection. */
  #colon(colon: number): number {
    const { text } = this;
    const tokenStart = this.#token ?? colon;
    const isQuoted = '"\''.includes(text.charAt(tokenStart));
    const token = text.slice(tokenStart, colon).trimEnd();
    const key = isQuoted ? token.slice(1, -1) : token;
    const keyStart = isQuoted ? tokenStart + 1 : tokenStart;
    this.key = { text: key, start: keyStart };
    this.#token = undefined;
    const start = this.#skipBlank(colon + 1);
    const isText = '"\''.includes(text.charAt(start));
    const end = isText ? endOfQuoted(text, start, text.length) : endOfPlain(text, start);
    if (!isFlow(text, start) && end > start) {
      const value = text.slice(isText ? start + 1 : start, isText ? end - 1 : end);
      this.target.add({
        key,
        keyStart,
        value,
        valueStart: isText ? start + 1 : start,
        valueEnd: isText ? end - 1 : end,
        isLiteral: isText || isLiteral(value),
      });
    }
    return colon + 1;
  }
}

/** Returns whether a value is none of anchor, alias, tag (`!Ref`), collection and template. */
export function isLiteral(source: string): boolean {
  return !/^[&*!{[]|\{\{|\$\{|\$\(/.test(source);
}

/** The maximum length of a plain value that is read. */
const LONGEST_VALUE = 200;

function endOfPlain(text: string, start: number): number {
  const [value = ''] = /^(?:[^,{}[\]\r\n#]|(?<=\S)#)*/.exec(text.slice(start, start + LONGEST_VALUE)) ?? [];
  return start + value.trimEnd().length;
}

/** Returns the offset after a quoted text, which ends with its line if it isn't closed. */
export function endOfQuoted(text: string, start: number, end: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < end; at += 1) {
    const character = text.charAt(at);
    if (character === '\n') {
      return at;
    }
    if (character === '\\' && quote === '"') {
      at += 1;
    } else if (character === quote) {
      if (quote !== "'" || text[at + 1] !== "'") {
        return at + 1;
      }
      at += 1;
    }
  }
  return end;
}

export function skipSpaces(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) {
    at += 1;
  }
  return at;
}
