import { element, icon } from '../../webview/page/elements';
import { link } from '../../webview/page/links';
import type { Cell, PageRequest, Table } from '../protocol';

/**
 * Creates a table, which narrow pages lay out as cards. Explicit roles keep it a table for screen readers even if the
 * style lays it out as blocks.
 */
export function tableElement(
  title: string,
  { columns, rows }: Table,
  send: (request: PageRequest) => void,
): HTMLElement {
  const head = element(
    'tr',
    { role: 'row' },
    ...columns.map((column) => element('th', { scope: 'col', role: 'columnheader' }, column)),
  );
  const body = rows.map((cells, row) =>
    element(
      'tr',
      { role: 'row' },
      ...cells.map((cell, index) => {
        const content = cellContent(cell, `${row}/${index}`, send);
        const label = columns[index] ?? '';
        return index === 0
          ? element('th', { scope: 'row', role: 'rowheader', 'data-label': label }, content)
          : element('td', { role: 'cell', 'data-label': label }, content);
      }),
    ),
  );
  return element(
    'table',
    { role: 'table', 'aria-label': title },
    element('thead', { role: 'rowgroup' }, head),
    element('tbody', { role: 'rowgroup' }, ...body),
  );
}

function cellContent(cell: Cell, key: string, send: (request: PageRequest) => void): HTMLElement {
  if ('statements' in cell) {
    const items = cell.statements.map(({ tone, text }) =>
      element('li', { class: `statement ${tone}` }, icon(tone), element('span', {}, text)),
    );
    return element('ul', { class: 'statements' }, ...items);
  }
  const { text, row, description = text } = cell;
  return row === undefined
    ? element('span', { class: 'value' }, text)
    : link({ 'data-key': key, title: description }, text, (toSide) => {
        send({ type: 'reveal', row, ...(toSide && { toSide }) });
      });
}
