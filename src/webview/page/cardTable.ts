import { element } from './elements';

interface CardRow {
  readonly attributes?: Readonly<Record<string, string>>;
  /** The content of the cells. The first one names the row. */
  readonly cells: readonly HTMLElement[];
}

/**
 * Creates a table, which narrow pages lay out as cards. Explicit roles keep it a table for screen readers even if the
 * style lays it out as blocks.
 */
export function cardTable(title: string, columns: readonly string[], rows: readonly CardRow[]): HTMLElement {
  const head = columns.map((column) => element('th', { scope: 'col', role: 'columnheader' }, column));
  const body = rows.map(({ attributes, cells }) =>
    element(
      'tr',
      { role: 'row', ...attributes },
      ...cells.map((content, index) => {
        const label = columns[index] ?? '';
        return index === 0
          ? element('th', { scope: 'row', role: 'rowheader', 'data-label': label }, content)
          : element('td', { role: 'cell', 'data-label': label }, content);
      }),
    ),
  );
  return element(
    'table',
    { class: 'cards', role: 'table', 'aria-label': title },
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...head)),
    element('tbody', { role: 'rowgroup' }, ...body),
  );
}
