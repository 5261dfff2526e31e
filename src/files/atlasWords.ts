import type { Range } from './blocks/block';
import { endOfLine } from './characters';
import { ATLAS_WORD } from './keys';
import { countUpTo } from './sorted';

interface Word {
  readonly start: number;
  /** The end of the line that has the word. */
  readonly lineEnd: number;
}

/** The words of Atlas in a text. They are searched once, because many blocks can be in the same line. */
export class AtlasWords {
  readonly #words: readonly Word[];

  constructor(text: string) {
    this.#words = wordsIn(text);
  }

  /** Returns whether a range, or its first line before it, contains a word. */
  isIn({ start, end }: Range): boolean {
    const last = this.#words[countUpTo(this.#words, end - 1) - 1];
    return last !== undefined && last.lineEnd >= start;
  }
}

function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  let lineEnd = -1;
  for (const { index } of text.matchAll(new RegExp(ATLAS_WORD, 'gi'))) {
    if (index > lineEnd) {
      lineEnd = endOfLine(text, index);
    }
    words.push({ start: index, lineEnd });
  }
  return words;
}
