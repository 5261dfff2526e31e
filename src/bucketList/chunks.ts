import { setImmediate as nextTurn } from 'node:timers/promises';
import { throwIfAborted } from '../atlas/abort';
import type { Format } from './formats';
import type { Inventory } from './inventory';

/** Characters of a piece, unless a single batch of rows has more. */
const PIECE = 100_000;

/**
 * A list as text, in pieces that are large enough to be worth a write each; everything else has its turn between them.
 * @throws the AbortError of `signal`
 */
export async function* chunksOf(
  { write }: Format,
  inventory: Inventory,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  let piece = '';
  for (const text of write(inventory)) {
    piece += text;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
      await nextTurn();
      throwIfAborted(signal);
    }
  }
  yield piece;
}
