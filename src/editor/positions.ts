import { Position, Range } from 'vscode';
import { countUpTo } from '../files/sorted';

/** Finds the positions of offsets in a text, with the line endings of VS Code. */
export class Positions {
  readonly #lines: readonly { readonly start: number }[];

  constructor(text: string) {
    const others = [...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => ({ start: index + end.length }));
    this.#lines = [{ start: 0 }, ...others];
  }

  rangeOf({ start, end }: { readonly start: number; readonly end: number }): Range {
    return new Range(this.#at(start), this.#at(end));
  }

  #at(offset: number): Position {
    const line = countUpTo(this.#lines, offset) - 1;
    return new Position(line, offset - (this.#lines[line]?.start ?? 0));
  }
}
