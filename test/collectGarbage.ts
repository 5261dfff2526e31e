import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as v from 'valibot';

/**
 * Frees what nothing refers to; what is freed with it, as the buffers of sockets, goes a turn or two later.
 * @returns bytes that are in use then, on the heap and in buffers beside it
 */
export async function collectGarbage(): Promise<{ readonly heap: number; readonly buffers: number }> {
  setFlagsFromString('--expose-gc');
  const collect = v.parse(v.function(), runInNewContext('gc'));
  for (let turn = 0; turn < 3; turn += 1) {
    collect();
    await nextTurn();
  }
  const { heapUsed, external } = process.memoryUsage();
  return { heap: heapUsed, buffers: external };
}
