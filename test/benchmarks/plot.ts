export interface Point {
  readonly x: number;
  readonly y: number;
}

const WIDTH = 480;
const HEIGHT = 300;
const MARGIN = 60;

/** Returns an SVG chart on logarithmic scales, with a dashed line of linear growth through the last point. */
export function plot(title: string, axis: string, values: readonly Point[]): string {
  const points = values.map((value) => ({ x: Math.log10(value.x), y: Math.log10(value.y), value }));
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
    ({ x, y, value }) =>
      `<text x="${across(x).toFixed(1)}" y="${HEIGHT - 30}" text-anchor="middle">${value.x.toLocaleString('en')}</text>` +
      `<circle cx="${across(x).toFixed(1)}" cy="${up(y).toFixed(1)}" r="4" fill="#13805f"/>` +
      `<text x="${across(x).toFixed(1)}" y="${(up(y) - 10).toFixed(1)}" text-anchor="middle">${value.y.toPrecision(3)}</text>`,
  );
  const linear = up(last.y - (last.x - first.x)).toFixed(1);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#222">`,
    `<title>${title}</title><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${WIDTH / 2}" y="22" text-anchor="middle" font-size="14">${title}</text>`,
    `<line x1="${across(first.x)}" y1="${linear}" x2="${across(last.x)}" y2="${up(last.y).toFixed(1)}" stroke="#999" stroke-dasharray="4"/>`,
    `<polyline points="${line}" fill="none" stroke="#13805f" stroke-width="2"/>`,
    ...labels,
    `<text x="${WIDTH / 2}" y="${HEIGHT - 10}" text-anchor="middle">${axis}</text>`,
    '</svg>\n',
  ].join('\n');
}
