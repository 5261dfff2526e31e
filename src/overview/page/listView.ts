import { buttonRow } from '../../webview/page/buttonRow';
import { button, element, icon } from '../../webview/page/elements';
import { cardTable } from '../../webview/page/cardTable';
import { link } from '../../webview/page/links';
import { contextMenu } from '../../webview/page/contextMenu';
import { copyKey, type List } from '../protocol';
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
    const buttons = buttonRow(actions, send);
    buttons.setAttribute('role', 'group');
    buttons.setAttribute('aria-label', actionsLabel);
    header.append(buttons);
  }
  const main = element('main');
  if (rows.length > 0) {
    main.append(table(columns, rows, title, send));
  }
  if (more !== undefined) {
    main.append(buttonRow([{ key: 'more', title: more, request: { type: 'more' } }], send));
  }
  return [header, main];
}

function table(columns: List['columns'], rows: List['rows'], title: string, send: Send): HTMLElement {
  return cardTable(
    title,
    columns.map(({ title: heading, sorted }, column) => ({
      title: heading,
      sorted,
      content: button(
        { class: 'sort', 'data-key': `sort/${column}` },
        [heading, ...(sorted === undefined ? [] : [icon(sorted)])],
        () => {
          send({ type: 'sort', column });
        },
      ),
    })),
    rows.map((row) => ({
      attributes: contextMenu(row.kind, row.row),
      cells: row.cells.map((_, index) => cellContent(row, index, send)),
    })),
  );
}

/** Returns the content of a cell. The first one reveals the row in the tree, and the last one, an ID, can be copied. */
function cellContent({ row, description, copy, cells }: List['rows'][number], index: number, send: Send): HTMLElement {
  const text = cells[index] ?? '';
  const value = element('span', { class: 'value' }, text);
  if (index === cells.length - 1) {
    // The name of the row tells the buttons apart.
    const name = `${copy}: ${cells[0] ?? ''}`;
    const copyButton = button(
      { class: 'copy', 'data-key': copyKey(row), title: copy, 'aria-label': name },
      [icon('copy'), icon('check')],
      () => {
        send({ type: 'copyId', row });
      },
    );
    return element('div', {}, value, copyButton);
  }
  return index > 0
    ? value
    : link({ 'data-key': row, title: description }, text, (toSide) => {
        send({ type: 'reveal', row, ...(toSide && { toSide }) });
      });
}
