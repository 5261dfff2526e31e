import { CLOSING, isAt, KEY, NAME, QUOTE, SEPARATOR, SPACE, skipBack } from './characters';
import { meaningOfKey, meaningOfSegment, type KeyMeaning } from './keys';

/** A key, a flag or a path segment before a value. */
export interface KeyBefore extends KeyMeaning {
  /** The key as written. */
  readonly key: string;
}

/** The maximum length of a key. */
const LONGEST_KEY = 64;
/** The maximum number of white-space characters beside a separator. Terraform aligns the values of a block. */
const LONGEST_SPACE = 200;
/** The maximum number of quotes, which can be escaped. */
const MOST_QUOTES = 4;

/** Error texts of Atlas that end with an ID. */
const ERRORS: readonly (readonly [string, KeyMeaning])[] = [
  ['no export bucket with id', { kind: 'bucket' }],
  ['cannot assume the specified role', { kind: 'role' }],
  ['no group with id', { kind: 'project' }],
];

/** An anchor or a tag before a value in YAML. */
const YAML_PROPERTY = /(?<=\s)(?:&[\w-]+|!!?\w*)$/;

/** Type names between a key and its value, as in `projectId: string = '…'`. */
const TYPES: ReadonlySet<string> = new Set(['string', 'String', 'str']);

/** Reads the keys before the values of one text. Remembers what each key means, because a text repeats its keys. */
export class KeyReader {
  readonly #meanings = new Map<string, KeyBefore | undefined>();

  constructor(private readonly text: string) {}

  /**
   * Returns what the text before a value says about it: `key = value` and `key: value` with and without quotes and calls
   * such as `pulumi.String(`, `.key(value)`, `--key value`, also as items of a list, a path, or an error text. Reads a
   * limited number of characters, so that a text with many IDs is read in linear time.
   * @param start the offset of the value
   */
  before(start: number): KeyBefore | undefined {
    const { text } = this;
    if (text[start - 1] === '/') {
      const segment = this.#word(start - 1);
      const meaning = meaningOfSegment(segment);
      return meaning === undefined ? undefined : { ...meaning, key: segment };
    }
    const quoted = skipBack(text, start, QUOTE, MOST_QUOTES);
    const valueStart = skipBack(text, quoted, SPACE, LONGEST_SPACE);
    if (text[valueStart - 1] === '(') {
      const call = valueStart - 1;
      const name = skipBack(text, call, NAME, LONGEST_KEY);
      return (
        this.#meaningOf(this.#word(call)) ??
        errorBefore(text, call) ??
        this.#assigned(skipBack(text, name, SPACE, LONGEST_SPACE))
      );
    }
    if (text[valueStart - 1] === ',') {
      return this.#flagOfItem(valueStart - 1);
    }
    const assigned = this.#assigned(valueStart);
    if (assigned !== undefined || valueStart === quoted || isAt(text, valueStart - 1, SEPARATOR)) {
      return assigned;
    }
    const flag = this.#word(valueStart);
    if (flag === '-') {
      return this.#flagOfItem(valueStart - 1);
    }
    if (flag.startsWith('-')) {
      return this.#meaningOf(flag);
    }
    const [property = ''] = YAML_PROPERTY.exec(text.slice(Math.max(0, valueStart - LONGEST_KEY), valueStart)) ?? [];
    return property === ''
      ? errorBefore(text, valueStart)
      : this.#assigned(skipBack(text, valueStart - property.length, SPACE, LONGEST_SPACE));
  }

  /** Returns the flag in the list item that ends before an offset, as in `["--bucketId", "…"]`. */
  #flagOfItem(end: number): KeyBefore | undefined {
    const { text } = this;
    const item = skipBack(text, skipBack(text, end, SPACE, LONGEST_SPACE), QUOTE, MOST_QUOTES);
    const flag = this.#word(item);
    const before = item - flag.length - 1;
    const isItem = text[before] === '[' || isAt(text, before, QUOTE | SPACE);
    return isItem && /^--?\w/.test(flag) ? this.#meaningOf(flag) : undefined;
  }

  /** Returns the key that is assigned what starts at an offset. */
  #assigned(start: number): KeyBefore | undefined {
    const separator = skipBack(this.text, start, SEPARATOR, 2);
    if (separator === start) {
      return undefined;
    }
    const end = this.#endOfKey(separator);
    const key = this.#word(end);
    if (!TYPES.has(key)) {
      return this.#meaningOf(key);
    }
    const colon = skipBack(this.text, skipBack(this.text, end - key.length, SPACE, LONGEST_SPACE), SEPARATOR, 1);
    return this.#meaningOf(this.#word(this.#endOfKey(colon)));
  }

  /** Skips the white space and the quotes between a separator and its key, also `]` of `process.env["KEY"]`. */
  #endOfKey(separator: number): number {
    const end = skipBack(this.text, separator, SPACE, LONGEST_SPACE);
    return skipBack(this.text, skipBack(this.text, end, CLOSING, 1), QUOTE, MOST_QUOTES);
  }

  #meaningOf(word: string): KeyBefore | undefined {
    if (this.#meanings.has(word)) {
      return this.#meanings.get(word);
    }
    const meaning = meaningOfKey(word);
    const found = meaning === undefined ? undefined : { ...meaning, key: word.replace(/^-+/, '') };
    this.#meanings.set(word, found);
    return found;
  }

  /** Returns the word that ends at an offset; empty if it is too long to be a key. */
  #word(end: number): string {
    const start = skipBack(this.text, end, KEY, LONGEST_KEY + 1);
    return end - start > LONGEST_KEY ? '' : this.text.slice(start, end);
  }
}

function errorBefore(text: string, end: number): KeyBefore | undefined {
  const before = text
    .slice(Math.max(0, end - LONGEST_KEY), end)
    .trimEnd()
    .toLowerCase();
  const [phrase, meaning] = ERRORS.find(([words]) => before.endsWith(words)) ?? [];
  return phrase === undefined || meaning === undefined ? undefined : { ...meaning, key: phrase };
}
