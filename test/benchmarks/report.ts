export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly beside: string;
  readonly goal: string;
  readonly isMet: boolean;
  /** Why a goal that is missed cannot be met, by what the same run has measured. */
  readonly because?: string;
}

/** A section of the page with the numbers behind figures. */
export interface Table {
  readonly title: string;
  readonly text: string;
  /** The first column is text, the others are numbers. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What one part of the benchmarks adds to the page. */
export interface Part {
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The least and the most of some values, with so many digits; one number when they are the same. */
export function spread(values: readonly number[], digits: number): string {
  const [least, most] = [Math.min(...values).toFixed(digits), Math.max(...values).toFixed(digits)];
  return least === most ? least : `${least} to ${most}`;
}

/**
 * The Markdown page of one run.
 * @param plots the files of pictures and what they show
 */
export function page(
  machine: string,
  { figures, tables }: Part,
  plots: readonly { readonly file: string; readonly title: string }[],
): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '# Benchmarks',
    `\`npm run bench\` measures all of this in one run and writes this page; it fails when a goal is missed that it does not explain. ${machine}`,
    [
      row(['Figure', 'Measured', 'Beside', 'Goal', '']),
      row(['---', '---', '---', '---', '---']),
      ...figures.map(({ name, value, beside, goal, isMet, because = 'missed' }) =>
        row([name, value, beside, goal, isMet ? '✔' : `✖ ${because}`]),
      ),
    ].join('\n'),
    ...tables.flatMap(({ title, text, head, rows }) => [
      `## ${title}`,
      text,
      [row(head), row(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(row)].join('\n'),
    ]),
    '## Growth in pictures',
    'Both scales are logarithmic: the dashed line is linear growth.',
    plots.map(({ file, title }) => `![${title}](${file})`).join('\n'),
  ].join('\n\n');
}
