export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly comparedWith: string;
  readonly goal: string;
  readonly isMet: boolean;
  /** Why a missed goal can't be met, according to the same run. */
  readonly explanation?: string;
}

/** A section of the page with detailed numbers. */
export interface Table {
  readonly title: string;
  readonly text: string;
  /** The first column is text, the others are numbers. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The results of one benchmark. */
export interface Part {
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Returns the range of some values with a number of decimal digits, or a single number if they are all the same. */
export function spread(values: readonly number[], digits: number): string {
  const [least, most] = [Math.min(...values).toFixed(digits), Math.max(...values).toFixed(digits)];
  return least === most ? least : `${least} to ${most}`;
}

/** Returns the results of one run as a Markdown page. */
export function page(
  machine: string,
  { figures, tables }: Part,
  plots: readonly { readonly file: string; readonly title: string }[],
): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '# Benchmarks',
    `\`npm run bench\` runs all benchmarks and writes this page. It fails if a goal is missed without an explanation. ${machine}`,
    [
      row(['Figure', 'Measured', 'Compared with', 'Goal', '']),
      row(['---', '---', '---', '---', '---']),
      ...figures.map(({ name, value, comparedWith, goal, isMet, explanation = 'missed' }) =>
        row([name, value, comparedWith, goal, isMet ? '✔' : `✖ ${explanation}`]),
      ),
    ].join('\n'),
    ...tables.flatMap(({ title, text, head, rows }) => [
      `## ${title}`,
      text,
      [row(head), row(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(row)].join('\n'),
    ]),
    '## Growth charts',
    'Both scales are logarithmic. The dashed line is linear growth.',
    plots.map(({ file, title }) => `![${title}](${file})`).join('\n'),
  ].join('\n\n');
}
