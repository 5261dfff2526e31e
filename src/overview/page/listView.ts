import { element, icon } from '../../webview/page/elements';
import type { List } from '../protocol';
import { button, type Ask } from './charts';

/** The list behind a figure, as a table that becomes one of cards where the page is narrow. */
export function listElements({ back, title, basis, columns, rows, more }: List, ask: Ask): HTMLElement[] {
  const header = element(
    'header',
    {},
    button({ class: 'button', 'data-key': 'back' }, [icon('back'), back], () => {
      ask({ type: 'back' });
    }),
    element('h1', { tabindex: '-1' }, title),
    element('p', {}, basis),
  );
  const main = element('main');
  if (rows.length > 0) {
    main.append(table(columns, rows, title, ask));
  }
  if (more !== undefined) {
    main.append(
      element(
        'div',
        { class: 'buttons' },
        button({ class: 'button', 'data-key': 'more' }, [more], () => {
          ask({ type: 'more' });
        }),
      ),
    );
  }
  return [header, main];
}

// What is laid out as blocks is no table for a screen reader unless its roles are said.
function table(columns: List['columns'], rows: List['rows'], title: string, ask: Ask): HTMLElement {
  const head = element(
    'tr',
    { role: 'row' },
    ...columns.map((column) => element('th', { scope: 'col', role: 'columnheader' }, column)),
  );
  const body = rows.map(({ row, spoken, cells }) =>
    element(
      'tr',
      { role: 'row' },
      ...cells.map((cell, index) => {
        const label = columns[index] ?? '';
        if (index > 0) {
          return element('td', { role: 'cell', 'data-label': label }, element('span', { class: 'value' }, cell));
        }
        const open = button({ class: 'link', 'data-key': row, title: spoken }, [cell], () => {
          ask({ type: 'reveal', row });
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
