import { KEY, SPACE, skip, skipBack } from '../characters';
import type { Block, Entry } from './block';
import type { Dialect } from './dialects';
import { endOfComment, endOfHeredoc, endOfString } from './strings';

const LONGEST_KEY = 64;
const LONGEST_VALUE = 200;
const LONGEST_SPACE = 200;

/** Returns the keys directly in a block of a language with brackets, without those in the blocks in it. */
export function entriesIn(text: string, block: Block, dialect: Dialect): Entry[] {
  const start = block.parent === undefined ? 0 : block.start + 1;
  return new EntryReader(text, start, block.end, dialect).read();
}

class EntryReader {
  readonly #entries: Entry[] = [];
  #depth = 0;
  /** The last string, which may be a key. */
  #stringStart = -1;
  #stringEnd = -1;
  /** The end of the last value. It contains no further keys. */
  #valueEnd = 0;

  constructor(
    private readonly text: string,
    private readonly start: number,
    private readonly end: number,
    private readonly dialect: Dialect,
  ) {}

  read(): Entry[] {
    let at = this.start;
    while (at < this.end) {
      at = this.#next(at);
    }
    return this.#entries;
  }

  /** Reads what starts at an offset. Returns the offset after it. */
  #next(at: number): number {
    const { text, dialect } = this;
    switch (text.charAt(at)) {
      case '{':
      case '[':
      case '(':
        this.#depth += 1;
        break;
      case '}':
      case ']':
      case ')':
        this.#depth -= 1;
        break;
      case '"':
      case "'":
      case '`': {
        const end = endOfString(text, at, dialect);
        if (end !== undefined) {
          this.#stringStart = at;
          this.#stringEnd = end;
          return end;
        }
        break;
      }
      case '#':
      case '/':
        return endOfComment(text, at, dialect) ?? at + 1;
      case '<':
        return endOfHeredoc(text, at, dialect) ?? at + 1;
      case '=':
      case ':':
        return this.#separator(at);
    }
    return at + 1;
  }

  #separator(at: number): number {
    const { text } = this;
    const after = text[at] === ':' && text[at + 1] === '=' ? at + 2 : at + 1;
    const isOperator = '=>:'.includes(text[after] ?? ' ') || '=!<>:'.includes(text[at - 1] ?? ' ');
    if (!isOperator && this.#depth === 0 && at >= this.#valueEnd) {
      const keyEnd = skipBack(text, at, SPACE, LONGEST_SPACE);
      const isString = keyEnd === this.#stringEnd;
      const keyStart = isString ? this.#stringStart + 1 : skipBack(text, keyEnd, KEY, LONGEST_KEY);
      if (keyStart < keyEnd) {
        this.#value({ key: text.slice(keyStart, isString ? keyEnd - 1 : keyEnd), keyStart }, after);
      }
    }
    return after;
  }

  #value(key: Pick<Entry, 'key' | 'keyStart'>, after: number): void {
    const { text, dialect } = this;
    const start = skip(text, after, SPACE, LONGEST_SPACE);
    const first = text.charAt(start);
    const end = dialect.quotes.includes(first) ? endOfString(text, start, dialect) : undefined;
    if (end !== undefined) {
      const value = text.slice(start + 1, end - 1);
      const isWhole = /^[ \t]*(?:$|[\r\n,;)\]}#/])/.test(text.slice(end, end + LONGEST_KEY));
      const isLiteral = isWhole && first !== '`' && !(dialect.hasTemplates && /[$%]\{/.test(value));
      this.#add({ ...key, value, valueStart: start + 1, valueEnd: end - 1, isLiteral });
    } else if (!'{[('.includes(first)) {
      const [value = ''] = /^[^\r\n,;{}#]*/.exec(text.slice(start, Math.min(this.end, start + LONGEST_VALUE))) ?? [];
      const [source = ''] = dialect.slashComments ? value.split(/\/[/*]/, 1) : [value];
      const trimmed = source.trimEnd();
      const isLiteral = /^(?:true|false|null|-?\d[\d.]*)$/.test(trimmed);
      this.#add({ ...key, value: trimmed, valueStart: start, valueEnd: start + trimmed.length, isLiteral });
    }
  }

  #add(entry: Entry): void {
    this.#valueEnd = entry.valueEnd;
    this.#entries.push(entry);
  }
}
