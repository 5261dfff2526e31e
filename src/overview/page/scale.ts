/** The axis of a chart: it begins at 0 and ends at `max`, which is no smaller than anything that is shown on it. */
export interface Scale {
  readonly max: number;
  /** Where its lines are: from 0 to `max`, evenly, at whole numbers that are easy to read. */
  readonly ticks: readonly number[];
}

const MOST_STEPS = 4;

/**
 * The axis for counts.
 * @param largest the largest count that is shown, 0 or more
 */
export function scaleFor(largest: number): Scale {
  const step = niceStep(Math.max(1, largest) / MOST_STEPS);
  const steps = Math.max(1, Math.ceil(largest / step));
  return { max: steps * step, ticks: Array.from({ length: steps + 1 }, (_, index) => index * step) };
}

/** The smallest of 1, 2, 5, 10, 20, 50, … that is no smaller than `least`. */
function niceStep(least: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(least)));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least) ?? 10;
  return factor * power;
}
