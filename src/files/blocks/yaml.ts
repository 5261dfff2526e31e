import { BlockBuilder, type Block, type Blocks, type Entry } from './block';
import { endOfQuoted, isFlow, isLiteral, lineEnd, readFlow, skipSpaces } from './yamlFlow';

/**
 * Returns the blocks of a YAML file: each document, mapping, list item and text of several lines is one. Takes linear
 * time.
 */
export function yamlBlocks(text: string): Blocks {
  return new YamlReader(text).read();
}

/** The indentation of a document, which is the block around its mappings. */
const DOCUMENT = -1;

class YamlReader {
  readonly #builder: BlockBuilder;
  /** The indentation of each open block. */
  readonly #indents: number[] = [];
  readonly #entries = new Map<Block, Entry[]>();
  /** The key whose value may be a block. */
  #lastKey = '';
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
    this.#open('', 0, DOCUMENT);
    for (let start = 0; start < text.length;) {
      const newline = text.indexOf('\n', start);
      const end = newline === -1 ? text.length : newline;
      start = this.#readLine(start, end > start && text[end - 1] === '\r' ? end - 1 : end) ?? end + 1;
    }
    return this.#builder.done((block) => this.#entries.get(block) ?? []);
  }

  #open(header: string, start: number, indent: number): void {
    this.#builder.open(header, start);
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
        this.#builder.open('', start);
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
      this.#open('', start, DOCUMENT);
      return undefined;
    }
    this.#closeBeyond(indent, start);
    let column = indent;
    while (text[at] === '-' && (at + 1 === end || text[at + 1] === ' ')) {
      at = skipSpaces(text, at + 1, end);
      column = at - start;
      this.#open(this.#lastKey, at, column);
    }
    if (column > (this.#indents.at(-1) ?? DOCUMENT)) {
      this.#open(this.#lastKey, at, column);
    }
    return isFlow(text, at) ? this.#readFlow(at, end, column) : this.#readEntry(at, end, column);
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
    this.#lastKey = key;
    const valueStart = skipSpaces(text, colon + 1, end);
    const source = text.slice(valueStart, this.#readComment(valueStart, end)).trimEnd();
    if (/^[|>][-+\d]*$/.test(source)) {
      this.#textBelow = column;
      this.#isIndented = /\d/.test(source);
    } else if (source !== '') {
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
    const last = lineEnd(this.text, after);
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
    const entries = this.#entries.get(current);
    if (entries === undefined) {
      this.#entries.set(current, [entry]);
    } else {
      entries.push(entry);
    }
  }
}

/** Returns the offset of the colon after the key of a line. */
function colonIn(text: string, start: number, end: number): number | undefined {
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
function skipProperties(text: string, start: number, end: number): number {
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
function commentIn(text: string, start: number, end: number): number | undefined {
  const value = skipProperties(text, start, end);
  const isQuoted = value < end && '"\''.includes(text.charAt(value));
  const from = isQuoted ? endOfQuoted(text, value, end) : start;
  const found = from === start && text[start] === '#' ? 0 : text.slice(from, end).search(/(?<=[ \t])#/);
  return found === -1 ? undefined : from + found;
}
