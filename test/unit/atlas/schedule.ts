import { setImmediate as nextTurn } from 'node:timers/promises';
import { Scheduler, type Task } from '../../../src/atlas/scheduler';
import { FakeClock } from './fakeClock';
import { gate, type Gate } from './support';

/** A scheduler with a fake clock, and work that ends when the test says so. */
export function schedule() {
  const clock = new FakeClock();
  const scheduler = new Scheduler({ now: clock.now, wait: clock.wait });
  const begun: string[] = [];
  const works = new Map<string, Gate>();
  const ask = (name: string, task: Partial<Task> = {}): Promise<string> => {
    const work = gate();
    works.set(name, work);
    return scheduler.run({ limit: 'groups', signal: new AbortController().signal, ...task }, async () => {
      begun.push(name);
      await work.opened;
      return name;
    });
  };
  const finish = async (name: string): Promise<void> => {
    works.get(name)?.open();
    await nextTurn();
  };
  return { clock, scheduler, begun, ask, finish };
}

export const isBackground = true;
/** The maximum number of concurrent requests, and of background ones. */
export const ten = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
export const eight = ten.slice(0, 8);
