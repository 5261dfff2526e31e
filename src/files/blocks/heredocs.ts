/** The start of a heredoc in a script. Its lines start below the command. */
export interface Heredoc {
  /** The line that ends it. */
  readonly word: string;
  /** Whether tabs before the last line don't count. */
  readonly isIndented: boolean;
  /** The offset after the start. */
  readonly startEnd: number;
}

const LONGEST_START = 100;
/** A line that can end a heredoc. */
const LAST_LINE = /^(\t*)([A-Za-z_][\w.-]{0,60})\r?$/gm;

/** Returns the heredoc such as `<<EOF` that starts at an offset, but neither `<<<` nor `1 << 2`. */
export function heredocAt(text: string, at: number): Heredoc | undefined {
  if (text[at + 1] !== '<' || text[at - 1] === '<') {
    return undefined;
  }
  const start = /^<<(-?)[ \t]*(["']?)\\?([A-Za-z_][\w.-]{0,60})\2/.exec(text.slice(at, at + LONGEST_START));
  const [all = '', tabs, , word = ''] = start ?? [];
  return start === null ? undefined : { word, isIndented: tabs === '-', startEnd: at + all.length };
}

/** Finds the ends of the heredocs of a script, in order. Takes linear time. */
export class HeredocLines {
  #lines: Lines | undefined;

  constructor(private readonly text: string) {}

  /**
   * Returns the offset after the last line of a heredoc; undefined if it has none.
   * @param from the start of its first line. It must not be smaller than in the last call.
   */
  endOf({ word, isIndented }: Heredoc, from: number): number | undefined {
    this.#lines ??= linesOf(this.text);
    const lines = (isIndented ? this.#lines.indented : this.#lines.plain).get(word);
    if (lines === undefined) {
      return undefined;
    }
    while ((lines.ends[lines.next] ?? Infinity) < from + word.length) {
      lines.next += 1;
    }
    return lines.ends[lines.next];
  }
}

/** The ends of equal lines. */
interface Ends {
  readonly ends: number[];
  /** The index of the first end that may still be returned. */
  next: number;
}

/** The lines that can end a heredoc. */
interface Lines {
  readonly plain: Map<string, Ends>;
  /** Without the tabs before them. */
  readonly indented: Map<string, Ends>;
}

function linesOf(text: string): Lines {
  const lines: Lines = { plain: new Map(), indented: new Map() };
  for (const { 0: line, 1: tabs = '', 2: word = '', index } of text.matchAll(LAST_LINE)) {
    const end = index + line.length;
    addEnd(lines.indented, word, end);
    if (tabs === '') {
      addEnd(lines.plain, word, end);
    }
  }
  return lines;
}

function addEnd(lines: Map<string, Ends>, word: string, end: number): void {
  const equal = lines.get(word) ?? { ends: [], next: 0 };
  equal.ends.push(end);
  lines.set(word, equal);
}
