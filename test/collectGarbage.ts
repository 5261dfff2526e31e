import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as v from 'valibot';

/**
 * Runs the garbage collector. Some memory, such as the buffers of sockets, becomes free a turn or two later.
 * @returns the bytes still in use, on the heap and in external buffers
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
