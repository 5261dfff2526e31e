/** The axis of a chart, from 0 to `max`. */
export interface Scale {
  /** At least the largest count. */
  readonly max: number;
  /** The grid lines: evenly spaced whole numbers from 0 to `max`. */
  readonly ticks: readonly number[];
}

const MAX_STEPS = 4;

/**
 * Returns the axis for counts.
 * @param largest the largest count on the chart, 0 or more
 */
export function scaleFor(largest: number): Scale {
  const step = niceStep(Math.max(1, largest) / MAX_STEPS);
  const steps = Math.max(1, Math.ceil(largest / step));
  return { max: steps * step, ticks: Array.from({ length: steps + 1 }, (_, index) => index * step) };
}

/** Returns the smallest of 1, 2, 5, 10, 20, 50, … that is at least `least`. */
function niceStep(least: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(least)));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least) ?? 10;
  return factor * power;
}
