import { element } from './elements';

/** A column; a text is a column with this title. */
type CardColumn =
  | string
  | {
      readonly title: string;
      readonly sorted: 'ascending' | 'descending' | undefined;
      /** What the head shows, such as a button that sorts the rows. */
      readonly content: HTMLElement;
    };

interface CardRow {
  readonly attributes?: Readonly<Record<string, string>>;
  /** The content of the cells. The first one names the row. */
  readonly cells: readonly HTMLElement[];
}

/**
 * Creates a table, which narrow pages lay out as cards. Explicit roles keep it a table for screen readers even if the
 * style lays it out as blocks.
 */
export function cardTable(title: string, columns: readonly CardColumn[], rows: readonly CardRow[]): HTMLElement {
  const head = columns.map((column) =>
    typeof column === 'string'
      ? element('th', { scope: 'col', role: 'columnheader' }, column)
      : element(
          'th',
          { scope: 'col', role: 'columnheader', ...(column.sorted !== undefined && { 'aria-sort': column.sorted }) },
          column.content,
        ),
  );
  const body = rows.map(({ attributes, cells }) =>
    element(
      'tr',
      { role: 'row', ...attributes },
      ...cells.map((content, index) => {
        const column = columns[index] ?? '';
        const label = typeof column === 'string' ? column : column.title;
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
