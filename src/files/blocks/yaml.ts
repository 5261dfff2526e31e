import { endOfLine } from '../characters';
import { BlockBuilder, type Block, type Blocks, type Entry } from './block';
import { isFlow, isLiteral, readFlow, skipSpaces } from './yamlFlow';
import { colonIn, commentIn, isDash, skipProperties } from './yamlLines';
import { ListKeys, NO_KEY, type Key } from './yamlLists';

/**
 * Returns the blocks of a YAML file: each document, mapping, list item and text of several lines is one. Takes linear
 * time.
 */
export function yamlBlocks(text: string): Blocks {
  return new YamlReader(text).read();
}

/** The indentation of a document, which is the block around its mappings. */
const DOCUMENT = -1;

const TEXT_START = /^[|>][-+\d]*$/;

class YamlReader {
  readonly #builder: BlockBuilder;
  /** The indentation of each open block. */
  readonly #indents: number[] = [];
  readonly #entries = new Map<Block, Entry[]>();
  readonly #lists = new ListKeys();
  #lastKey = NO_KEY;
  /** While the lines of a text are skipped, the indentation that its lines exceed. */
  #textBelow: number | undefined;
  /** Whether the key says how far the text is indented, rather than its first line. */
  #isIndented = false;
  #isInText = false;

  constructor(private readonly text: string) {
    this.#builder = new BlockBuilder(text.length);
  }

  read(): Blocks {
    const { text } = this;
    this.#open(NO_KEY, 0, DOCUMENT);
    for (let start = 0; start < text.length;) {
      const end = endOfLine(text, start);
      start = this.#readLine(start, end > start && text[end - 1] === '\r' ? end - 1 : end) ?? end + 1;
    }
    return this.#builder.done((block) => this.#entries.get(block) ?? []);
  }

  #open(key: Key, start: number, indent: number): void {
    this.#builder.open(key.text, start, key.start);
    this.#indents.push(indent);
  }

  #closeBeyond(indent: number, end: number): void {
    while ((this.#indents.at(-1) ?? DOCUMENT) > indent) {
      this.#indents.pop();
      this.#builder.close(end);
    }
  }

  /** Reads a line. Returns the start of the next one, if it isn't the line below. */
  #readLine(start: number, end: number): number | undefined {
    const { text } = this;
    let at = skipSpaces(text, start, end);
    if (at === end) {
      return undefined;
    }
    const indent = at - start;
    if (this.#textBelow !== undefined && indent > this.#textBelow) {
      if (!this.#isInText) {
        this.#builder.openText(start);
        this.#isInText = true;
        this.#textBelow = this.#isIndented ? this.#textBelow : indent - 1;
      }
      return undefined;
    }
    if (this.#isInText) {
      this.#builder.close(start);
      this.#isInText = false;
    }
    this.#textBelow = undefined;
    if (text[at] === '#') {
      this.#builder.addComment(at, end);
      return undefined;
    }
    if (indent === 0 && /^---(?:\s|$)/.test(text.slice(at, at + 4))) {
      this.#closeBeyond(DOCUMENT, start);
      this.#indents.pop();
      this.#builder.close(start);
      this.#lastKey = NO_KEY;
      this.#lists.leave(DOCUMENT);
      this.#open(NO_KEY, start, DOCUMENT);
      return undefined;
    }
    this.#closeBeyond(indent, start);
    this.#lists.leave(isDash(text, at, end) ? indent : indent - 1);
    let column = indent;
    let dash: number | undefined;
    while (isDash(text, at, end)) {
      dash = at - start;
      this.#lastKey = this.#lists.keyAt(dash, this.#lastKey);
      at = skipSpaces(text, at + 1, end);
      column = at - start;
      this.#open(this.#lastKey, at, column);
    }
    if (column > (this.#indents.at(-1) ?? DOCUMENT)) {
      this.#open(this.#lastKey, at, column);
    }
    if (isFlow(text, at)) {
      return this.#readFlow(at, end, column);
    }
    return this.#readText(at, end, dash ?? this.#indents.at(-2) ?? DOCUMENT)
      ? undefined
      : this.#readEntry(at, end, column);
  }

  /**
   * Reads the start of a text of several lines, which is `|` or `>` after an anchor and a tag.
   * @param below the indentation that the text exceeds
   */
  #readText(start: number, end: number, below: number): boolean {
    const { text } = this;
    const at = skipProperties(text, start, end);
    if (text[at] !== '|' && text[at] !== '>') {
      return false;
    }
    const source = text.slice(at, commentIn(text, at, end) ?? end).trimEnd();
    if (!TEXT_START.test(source)) {
      return false;
    }
    this.#readComment(at, end);
    this.#textBelow = below;
    this.#isIndented = /\d/.test(source);
    return true;
  }

  /** Reads `key: value`, if a line has it. Returns the start of the next line, if it isn't the line below. */
  #readEntry(start: number, end: number, column: number): number | undefined {
    const { text } = this;
    const colon = colonIn(text, start, end);
    if (colon === undefined) {
      this.#readComment(start, end);
      return undefined;
    }
    const isQuoted = '"\''.includes(text.charAt(start));
    const keyStart = isQuoted ? start + 1 : start;
    const key = text.slice(keyStart, isQuoted ? colon - 1 : colon).trimEnd();
    this.#lastKey = { text: key, start: keyStart };
    const valueStart = skipSpaces(text, colon + 1, end);
    if (this.#readText(valueStart, end, column)) {
      return undefined;
    }
    const source = text.slice(valueStart, this.#readComment(valueStart, end)).trimEnd();
    if (source !== '') {
      const [quote = ''] = /^["']/.exec(source) ?? [];
      const value = quote !== '' && source.endsWith(quote) && source.length > 1 ? source.slice(1, -1) : source;
      const offset = value === source ? 0 : 1;
      this.#add({
        key,
        keyStart,
        value,
        valueStart: valueStart + offset,
        valueEnd: valueStart + offset + value.length,
        isLiteral: isLiteral(source),
      });
    }
    return isFlow(text, skipProperties(text, valueStart, end)) ? this.#readFlow(valueStart, end, column) : undefined;
  }

  /** Reads a flow collection and the rest of its last line. Returns the start of the next line. */
  #readFlow(start: number, end: number, column: number): number {
    const flow = skipProperties(this.text, start, end);
    const after = readFlow(this.text, flow, column, this.#lastKey, {
      builder: this.#builder,
      add: (entry) => {
        this.#add(entry);
      },
    });
    const last = endOfLine(this.text, after);
    this.#readComment(after, last);
    return last + 1;
  }

  /** Adds the comment after a value. Returns the end of the value. */
  #readComment(start: number, end: number): number {
    const comment = isFlow(this.text, skipProperties(this.text, start, end))
      ? undefined
      : commentIn(this.text, start, end);
    if (comment !== undefined) {
      this.#builder.addComment(comment, end);
    }
    return comment ?? end;
  }

  #add(entry: Entry): void {
    const { current } = this.#builder;
    const entries = this.#entries.get(current) ?? [];
    entries.push(entry);
    this.#entries.set(current, entries);
  }
}
