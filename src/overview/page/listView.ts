import { button, element, icon } from '../../webview/page/elements';
import type { List } from '../protocol';
import type { Send } from './charts';

/** Creates the list of a figure: a table, which narrow pages lay out as cards. */
export function listElements({ back, title, basis, columns, rows, more }: List, send: Send): HTMLElement[] {
  const header = element(
    'header',
    {},
    button({ class: 'button', 'data-key': 'back' }, [icon('back'), back], () => {
      send({ type: 'back' });
    }),
    element('h1', { tabindex: '-1' }, title),
    element('p', {}, basis),
  );
  const main = element('main');
  if (rows.length > 0) {
    main.append(table(columns, rows, title, send));
  }
  if (more !== undefined) {
    main.append(
      element(
        'div',
        { class: 'buttons' },
        button({ class: 'button', 'data-key': 'more' }, [more], () => {
          send({ type: 'more' });
        }),
      ),
    );
  }
  return [header, main];
}

// Explicit roles keep this a table for screen readers even if the style lays it out as blocks.
function table(columns: List['columns'], rows: List['rows'], title: string, send: Send): HTMLElement {
  const head = element(
    'tr',
    { role: 'row' },
    ...columns.map((column) => element('th', { scope: 'col', role: 'columnheader' }, column)),
  );
  const body = rows.map(({ row, description, cells }) =>
    element(
      'tr',
      { role: 'row' },
      ...cells.map((cell, index) => {
        const label = columns[index] ?? '';
        if (index > 0) {
          return element('td', { role: 'cell', 'data-label': label }, element('span', { class: 'value' }, cell));
        }
        const open = button({ class: 'link', 'data-key': row, title: description }, [cell], () => {
          send({ type: 'reveal', row });
        });
        return element('th', { scope: 'row', role: 'rowheader', 'data-label': label }, open);
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
