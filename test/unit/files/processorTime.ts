import assert from 'node:assert/strict';

/** Some work, and a part of it. */
interface Growth {
  readonly work: () => void;
  readonly part: () => void;
  /** How much longer than its part the work may take. */
  readonly most: number;
  /** The milliseconds that are short enough, whatever the part takes. */
  readonly enough: number;
}

/** Asserts that the time of some work doesn't grow too fast. The part is measured only if the work takes long. */
export function assertGrowth(name: string, { work, part, most, enough }: Growth): void {
  if (processorTime(work, 1) < enough) {
    return;
  }
  const [small, large] = [processorTime(part), processorTime(work)];
  assert.ok(large < Math.max(enough, small * most), `${name}: ${small} ms for a part, then ${large} ms`);
}

/**
 * Returns the processor time that some work takes at best, in milliseconds. Other processes don't count, because tests
 * must also pass on a busy machine.
 */
function processorTime(work: () => void, attempts = 3): number {
  return Math.min(
    ...Array.from({ length: attempts }, () => {
      const started = process.cpuUsage();
      work();
      return process.cpuUsage(started).user / 1000;
    }),
  );
}
