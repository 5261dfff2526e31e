import { endOfLine } from '../characters';
import { BlockBuilder, type Blocks } from './block';
import { heredocAt, HeredocLines, type Heredoc } from './heredocs';
import type { Shell } from './shells';

/** The maximum length of the line that starts a text. */
const LONGEST_START = 110;

/** Returns the lines of a text, each as a block. */
export function lineBlocks(text: string): Blocks {
  const builder = new BlockBuilder(text.length);
  for (let start = 0; start < text.length;) {
    const end = endOfLine(text, start);
    builder.open('', start);
    builder.close(end);
    start = end + 1;
  }
  return builder.done(() => []);
}

/**
 * Returns the commands of a script, each as a block, and the texts of several lines in them. A command continues after an
 * escaped newline and within quotes. Takes linear time.
 */
export function commandBlocks(text: string, shell: Shell): Blocks {
  return new CommandReader(text, shell).read();
}

class CommandReader {
  readonly #builder: BlockBuilder;
  readonly #lines: HeredocLines;
  /** The heredocs that start in the next line. */
  #heredocs: Heredoc[] = [];
  #commandStart = 0;
  /** Whether the block of the command is open, because it has a text. */
  #isOpen = false;
  /** The quote of the current string; empty outside of strings. */
  #quote = '';
  /** Whether an escape counts in the current string. */
  #hasEscapes = false;
  /** The last offset of each text that ends something. */
  readonly #lastOffsets = new Map<string, number>();

  constructor(
    private readonly text: string,
    private readonly shell: Shell,
  ) {
    this.#builder = new BlockBuilder(text.length);
    this.#lines = new HeredocLines(text);
  }

  read(): Blocks {
    let at = 0;
    while (at < this.text.length) {
      at = this.#quote === '' ? this.#next(at) : this.#nextInString(at);
    }
    this.#endCommand(this.text.length);
    return this.#builder.done(() => []);
  }

  /** Reads what starts at an offset outside of strings. Returns the offset after it. */
  #next(at: number): number {
    const { text, shell } = this;
    const character = text.charAt(at);
    if (character === shell.escape && shell.hasQuotesInWords) {
      return this.#afterEscape(at);
    }
    switch (character) {
      case '"':
      case "'":
        return this.#openString(at, character);
      case '#':
        return /^[\s;|&()]?$/.test(text.charAt(at - 1)) ? this.#comment(at, '\n', 0) : at + 1;
      case '<':
        return this.#lessThan(at);
      case '@':
        return shell.isPowerShell ? this.#hereString(at) : at + 1;
      case '\n':
        return this.#newline(at);
    }
    if (shell.separators.includes(character)) {
      this.#endCommand(at);
    }
    return at + 1;
  }

  #nextInString(at: number): number {
    const character = this.text.charAt(at);
    if (character === this.shell.escape && this.#hasEscapes) {
      return this.#afterEscape(at);
    }
    if (character === this.#quote) {
      this.#quote = '';
    }
    return at + 1;
  }

  #afterEscape(at: number): number {
    return this.text[at + 1] === '\r' ? at + 3 : at + 2;
  }

  #openString(at: number, quote: string): number {
    const { text, shell } = this;
    const isString = shell.hasQuotesInWords || text[at - 1] === '=';
    if (isString && this.#isLater(quote, at)) {
      this.#quote = quote;
      this.#hasEscapes = quote === '"' || (text[at - 1] === '$' && !shell.isPowerShell);
    }
    return at + 1;
  }

  #lessThan(at: number): number {
    const { text, shell } = this;
    if (shell.isPowerShell && text[at + 1] === '#') {
      return this.#comment(at, '#>', 2);
    }
    const heredoc = shell.hasHeredocs ? heredocAt(text, at) : undefined;
    if (heredoc === undefined) {
      return at + 1;
    }
    this.#heredocs.push(heredoc);
    return heredoc.startEnd;
  }

  #comment(start: number, close: string, length: number): number {
    const found = this.text.indexOf(close, start);
    const end = found === -1 ? this.text.length : found + length;
    this.#builder.addComment(start, end);
    return end;
  }

  /** Reads a text of PowerShell from `@"` to `"@` at the start of a line. */
  #hereString(at: number): number {
    const [start = '', quote = ''] = /^@(["'])[ \t]{0,100}\r?\n/.exec(this.text.slice(at, at + LONGEST_START)) ?? [];
    const close = `\n${quote}@`;
    if (start === '' || !this.#isLater(close, at)) {
      return at + 1;
    }
    // An empty text ends with the newline that starts it.
    const end = this.text.indexOf(close, at + start.length - 1) + close.length;
    this.#addText(at, end);
    return end;
  }

  /** Ends the command, after the texts that start in the next line. */
  #newline(at: number): number {
    let end = at;
    for (const heredoc of this.#heredocs) {
      const last = this.#lines.endOf(heredoc, end + 1);
      if (last !== undefined) {
        this.#addText(end + 1, last);
        end = last;
      }
    }
    this.#heredocs = [];
    this.#endCommand(end);
    return end + 1;
  }

  #addText(start: number, end: number): void {
    if (!this.#isOpen) {
      this.#isOpen = true;
      this.#builder.open('', this.#commandStart);
    }
    this.#builder.openText(start);
    this.#builder.close(end);
  }

  #endCommand(end: number): void {
    if (this.#isOpen) {
      this.#builder.close(end);
    } else if (end > this.#commandStart) {
      this.#builder.open('', this.#commandStart);
      this.#builder.close(end);
    }
    this.#isOpen = false;
    this.#commandStart = end + 1;
  }

  /** Returns whether a text appears again after an offset. */
  #isLater(text: string, at: number): boolean {
    const last = this.#lastOffsets.get(text) ?? this.text.lastIndexOf(text);
    this.#lastOffsets.set(text, last);
    return last > at;
  }
}
