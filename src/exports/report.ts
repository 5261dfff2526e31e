import { markdownCell, markdownRow } from '../bucketList/markdown';
import type { Cell, View } from './protocol';

/** Returns a view as Markdown: its title, what it is based on, its statements, and its table. */
export function markdownReport({ title, basis, notices, tiles, table }: View): string {
  const statements = [...tiles.map(({ value, label }) => `${label}: ${value}`), ...notices.map(({ text }) => text)];
  const lines = [`# ${markdownCell(title)}\n`, `${basis.map(markdownCell).join('\n')}\n`];
  if (statements.length > 0) {
    lines.push(statements.map((text) => `- ${markdownCell(text)}\n`).join(''));
  }
  if (table !== undefined && table.rows.length > 0) {
    const rows = table.rows.map((cells) => markdownRow(cells.map((cell) => markdownCell(textOf(cell)))));
    const headings = table.columns.map(markdownCell);
    lines.push([markdownRow(headings), markdownRow(headings.map(() => '---')), ...rows].join(''));
  }
  return lines.join('\n');
}

function textOf(cell: Cell): string {
  return 'statements' in cell ? cell.statements.map(({ text }) => text).join(' ') : cell.text;
}
