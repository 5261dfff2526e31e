import { Position, Range } from 'vscode';

/** Finds the positions of offsets in a text, with the line endings of VS Code. */
export class Positions {
  /** The offsets of the lines. */
  readonly #lines: readonly number[];

  constructor(text: string) {
    this.#lines = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length)];
  }

  rangeOf({ start, end }: { readonly start: number; readonly end: number }): Range {
    return new Range(this.#at(start), this.#at(end));
  }

  #at(offset: number): Position {
    let low = 0;
    let high = this.#lines.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle] ?? Infinity) <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new Position(low, offset - (this.#lines[low] ?? 0));
  }
}
