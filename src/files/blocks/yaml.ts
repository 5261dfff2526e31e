import { BlockBuilder, type Block, type Blocks, type Entry } from './block';

/**
 * Returns the blocks of a YAML file: each document, mapping and list item is one. Takes linear time. Mappings in one line,
 * such as `{ a: b }`, belong to the block of the line.
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
  /** While the lines of a text are skipped, the indentation of its key. */
  #textBelow: number | undefined;

  constructor(private readonly text: string) {
    this.#builder = new BlockBuilder(text.length);
  }

  read(): Blocks {
    const { text } = this;
    this.#open('', 0, DOCUMENT);
    for (let start = 0; start < text.length;) {
      const newline = text.indexOf('\n', start);
      const end = newline === -1 ? text.length : newline;
      this.#readLine(start, end > start && text[end - 1] === '\r' ? end - 1 : end);
      start = end + 1;
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

  #readLine(start: number, end: number): void {
    const { text } = this;
    let at = skipSpaces(text, start, end);
    if (at === end) {
      return;
    }
    const indent = at - start;
    if (this.#textBelow !== undefined && indent > this.#textBelow) {
      return;
    }
    this.#textBelow = undefined;
    if (text[at] === '#') {
      this.#builder.addComment(at, end);
      return;
    }
    if (indent === 0 && /^---(?:\s|$)/.test(text.slice(at, at + 4))) {
      this.#closeBeyond(DOCUMENT, start);
      this.#indents.pop();
      this.#builder.close(start);
      this.#open('', start, DOCUMENT);
      return;
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
    this.#readEntry(at, end, column);
  }

  /** Reads `key: value`, if a line has it. */
  #readEntry(start: number, end: number, column: number): void {
    const { text } = this;
    const colon = colonIn(text, start, end);
    if (colon === undefined) {
      return;
    }
    const isQuoted = '"\''.includes(text.charAt(start));
    const keyStart = isQuoted ? start + 1 : start;
    const key = text.slice(keyStart, isQuoted ? colon - 1 : colon).trimEnd();
    this.#lastKey = key;
    const valueStart = skipSpaces(text, colon + 1, end);
    const source = withoutComment(text.slice(valueStart, end));
    if (valueStart + source.length < end && source.length < end - valueStart) {
      const comment = text.indexOf('#', valueStart + source.length);
      if (comment !== -1 && comment < end) {
        this.#builder.addComment(comment, end);
      }
    }
    if (/^[|>][-+\d]*$/.test(source)) {
      this.#textBelow = column;
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
        // Anchors, aliases, tags (`!Ref`), flow collections and templates are no literals.
        isLiteral: !/^[&*!{[]|\{\{|\$\{|\$\(/.test(source),
      });
    }
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

function skipSpaces(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) {
    at += 1;
  }
  return at;
}

/** Returns the offset of the colon after the key of a line. */
function colonIn(text: string, start: number, end: number): number | undefined {
  const quote = text.charAt(start);
  let from = start;
  if (quote === '"' || quote === "'") {
    const close = text.indexOf(quote, start + 1);
    if (close === -1 || close >= end) {
      return undefined;
    }
    from = close + 1;
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

/** Returns a value without the comment after it. */
function withoutComment(source: string): string {
  const quote = source.charAt(0);
  const close = quote === '"' || quote === "'" ? source.indexOf(quote, 1) : -1;
  const comment = source.indexOf(' #', Math.max(0, close));
  return (comment === -1 ? source : source.slice(0, comment)).trimEnd();
}
