import type { Growth } from './growth';

export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly beside: string;
  readonly goal: string;
  readonly isMet: boolean;
}

/** Milliseconds of several rounds. */
export interface Timing {
  readonly name: string;
  readonly latency: number;
  readonly rounds: readonly number[];
  /** Requests of one round. */
  readonly requests: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The Markdown page of one run. */
export function page(machine: string, figures: readonly Figure[], timings: readonly Timing[]): string {
  const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '# Benchmarks',
    `\`npm run bench\` measures all of this in one run and writes this page; it fails when a goal is missed. ${machine}`,
    [
      row('Figure', 'Measured', 'Beside', 'Goal', ''),
      row('---', '---', '---', '---', '---'),
      ...figures.map(({ name, value, beside, goal, isMet }) =>
        row(name, value, beside, goal, isMet ? '✔' : '✖ missed'),
      ),
    ].join('\n'),
    '## Listing 2,508 export buckets, 100 a page',
    'Page after page, signing in included; the server runs in a process of its own. Milliseconds.',
    [
      row('Client', 'Latency', 'Median', 'Fastest to slowest', 'Requests'),
      row('---', '--:', '--:', '--:', '--:'),
      ...timings.map(({ name, latency, rounds, requests }) =>
        row(
          name,
          `${latency}`,
          median(rounds).toFixed(0),
          `${Math.min(...rounds).toFixed(0)} to ${Math.max(...rounds).toFixed(0)}`,
          `${requests}`,
        ),
      ),
    ].join('\n'),
    '## Growth',
    'From the texts of the answers to a list of rows. Both scales are logarithmic: the dashed line is linear growth.',
    '![Milliseconds by the number of buckets](time.svg)\n![Megabytes by the number of buckets](memory.svg)',
  ].join('\n\n');
}

const WIDTH = 480;
const HEIGHT = 300;
const MARGIN = 60;

/** A plot of growth on logarithmic scales, with a dashed line of linear growth through the last point. */
export function plot(title: string, growth: readonly Growth[], valueOf: (growth: Growth) => number): string {
  const points = growth.map((one) => ({
    x: Math.log10(one.buckets),
    y: Math.log10(valueOf(one)),
    value: valueOf(one),
    one,
  }));
  const last = points.at(-1);
  const first = points[0];
  if (first === undefined || last === undefined) {
    return '';
  }
  const lowest = Math.min(first.y, last.y - (last.x - first.x));
  const across = (x: number): number => MARGIN + ((x - first.x) / (last.x - first.x)) * (WIDTH - 2 * MARGIN);
  const up = (y: number): number => HEIGHT - MARGIN - ((y - lowest) / (last.y - lowest)) * (HEIGHT - 2 * MARGIN);
  const line = points.map(({ x, y }) => `${across(x).toFixed(1)},${up(y).toFixed(1)}`).join(' ');
  const labels = points.map(
    ({ x, y, value, one }) =>
      `<text x="${across(x).toFixed(1)}" y="${HEIGHT - 30}" text-anchor="middle">${one.buckets.toLocaleString('en')}</text>` +
      `<circle cx="${across(x).toFixed(1)}" cy="${up(y).toFixed(1)}" r="4" fill="#13805f"/>` +
      `<text x="${across(x).toFixed(1)}" y="${(up(y) - 10).toFixed(1)}" text-anchor="middle">${value.toPrecision(3)}</text>`,
  );
  const linear = up(last.y - (last.x - first.x)).toFixed(1);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#222">`,
    `<title>${title}</title><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${WIDTH / 2}" y="22" text-anchor="middle" font-size="14">${title}</text>`,
    `<line x1="${across(first.x)}" y1="${linear}" x2="${across(last.x)}" y2="${up(last.y).toFixed(1)}" stroke="#999" stroke-dasharray="4"/>`,
    `<polyline points="${line}" fill="none" stroke="#13805f" stroke-width="2"/>`,
    ...labels,
    `<text x="${WIDTH / 2}" y="${HEIGHT - 10}" text-anchor="middle">export buckets</text>`,
    '</svg>\n',
  ].join('\n');
}
