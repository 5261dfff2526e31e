import { setImmediate as nextTurn } from 'node:timers/promises';
import { Scheduler, type Task } from '../../../src/atlas/scheduler';
import { FakeClock } from './fakeClock';
import { gate, type Gate } from './support';

/** A scheduler with a fake clock, and work that ends when the test says so. */
export function schedule() {
  const clock = new FakeClock();
  const scheduler = new Scheduler({ now: clock.now, wait: clock.wait });
  const sent: string[] = [];
  const works = new Map<string, Gate>();
  const request = (name: string, { signal, ...task }: Partial<Task> = {}): Promise<string> => {
    const work = gate();
    works.set(name, work);
    // Like the connection: each request gets its own signal, because Node.js warns about many listeners on one.
    const own = AbortSignal.any(signal === undefined ? [] : [signal]);
    return scheduler.run({ limit: 'groups', ...task, signal: own }, async () => {
      sent.push(name);
      await work.opened;
      return name;
    });
  };
  const finish = async (name: string): Promise<void> => {
    works.get(name)?.open();
    await nextTurn();
  };
  return { clock, scheduler, sent, request, finish };
}

export const isBackground = true;
/** The maximum number of concurrent requests, and of background ones. */
export const ten = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
export const eight = ten.slice(0, 8);
