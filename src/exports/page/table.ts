import { cardTable } from '../../webview/page/cardTable';
import { element, icon } from '../../webview/page/elements';
import { link } from '../../webview/page/links';
import type { Cell, PageRequest, Table } from '../protocol';

/** Creates a table whose cells are statements, texts, or buttons that reveal a row of the tree. */
export function tableElement(
  title: string,
  { columns, rows }: Table,
  send: (request: PageRequest) => void,
): HTMLElement {
  return cardTable(
    title,
    columns,
    rows.map((cells, row) => ({ cells: cells.map((cell, index) => cellContent(cell, `${row}/${index}`, send)) })),
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
