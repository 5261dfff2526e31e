import { button, element, icon } from '../../webview/page/elements';
import { link } from '../../webview/page/links';
import { contextMenu } from '../../webview/page/contextMenu';
import { copyKey, type List } from '../protocol';
import { actionButtons } from './actions';
import type { Send } from './charts';

/** Creates the list of a figure: a table, which narrow pages lay out as cards. */
export function listElements(list: List, send: Send): HTMLElement[] {
  const { back, title, basis, actionsLabel, actions, columns, rows, more } = list;
  const header = element(
    'header',
    {},
    button({ class: 'button', 'data-key': 'back' }, [icon('back'), back], () => {
      send({ type: 'back' });
    }),
    element('h1', { tabindex: '-1' }, title),
    element('p', {}, basis),
  );
  if (actions.length > 0) {
    const buttons = actionButtons(actions, send);
    buttons.setAttribute('role', 'group');
    buttons.setAttribute('aria-label', actionsLabel);
    header.append(buttons);
  }
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
    ...columns.map(({ title: heading, sorted }, column) =>
      element(
        'th',
        { scope: 'col', role: 'columnheader', ...(sorted !== undefined && { 'aria-sort': sorted }) },
        button(
          { class: 'sort', 'data-key': `sort/${column}` },
          [heading, ...(sorted === undefined ? [] : [icon(sorted)])],
          () => {
            send({ type: 'sort', column });
          },
        ),
      ),
    ),
  );
  const body = rows.map(({ row, kind, description, copy, cells }) =>
    element(
      'tr',
      { role: 'row', ...contextMenu(kind, row) },
      ...cells.map((cell, index) => {
        const label = columns[index]?.title ?? '';
        if (index === cells.length - 1) {
          const value = element('span', { class: 'value' }, cell);
          // The name of the row tells the buttons apart.
          const name = `${copy}: ${cells[0] ?? ''}`;
          const copyButton = button(
            { class: 'copy', 'data-key': copyKey(row), title: copy, 'aria-label': name },
            [icon('copy'), icon('check')],
            () => {
              send({ type: 'copyId', row });
            },
          );
          return element('td', { role: 'cell', 'data-label': label }, element('div', {}, value, copyButton));
        }
        if (index > 0) {
          return element('td', { role: 'cell', 'data-label': label }, element('span', { class: 'value' }, cell));
        }
        const open = link({ 'data-key': row, title: description }, cell, (toSide) => {
          send({ type: 'reveal', row, ...(toSide && { toSide }) });
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
