import { setImmediate as nextTurn } from 'node:timers/promises';
import { throwIfAborted } from '../atlas/abort';
import type { Format } from './formats';
import type { Inventory } from './inventory';

/** Minimum characters of a chunk, except the last one. */
const CHUNK_SIZE = 100_000;

/**
 * Yields a list as text in chunks that are large enough to write one by one. Other work can run between them.
 * @throws the AbortError of `signal`
 */
export async function* chunksOf(
  { write }: Format,
  inventory: Inventory,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  let chunk = '';
  for (const text of write(inventory)) {
    chunk += text;
    if (chunk.length >= CHUNK_SIZE) {
      yield chunk;
      chunk = '';
      await nextTurn();
      throwIfAborted(signal);
    }
  }
  yield chunk;
}
