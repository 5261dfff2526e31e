import { buttonRow } from '../../webview/page/buttonRow';
import { button, element } from '../../webview/page/elements';
import type { Chart, Mark, PageRequest } from '../protocol';
import { drawing, shape } from './drawing';
import { scaleFor } from './scale';

/** Sends a request to the extension. */
export type Send = (request: PageRequest) => void;

/** Creates a chart with its title. Each mark is a button that opens its list. */
export function chartElement(chart: Chart, send: Send): HTMLElement {
  const { figure, title, note, marks, empty, expand } = chart;
  const heading = element('h2', { id: `${figure}/title` }, title);
  const notes = note === '' || marks.length === 0 ? [] : [element('p', { class: 'note' }, note)];
  const content =
    marks.length === 0 ? element('p', {}, empty) : chart.shape === 'bars' ? bars(chart, send) : columns(chart, send);
  const created = element('section', { id: figure, 'aria-labelledby': heading.id }, heading, ...notes, content);
  if (expand !== undefined) {
    created.append(buttonRow([{ key: `${figure}/expand`, title: expand, request: { type: 'expand', figure } }], send));
  }
  return created;
}

function bars({ figure, marks }: Chart, send: Send): HTMLElement {
  const max = Math.max(...marks.map(({ count }) => count));
  const items = marks.map((mark) => {
    const bar = drawing(
      'bar',
      shape('rect', { class: 'track', width: 1, height: 1 }),
      shape('rect', { class: `mark ${mark.color}`, width: mark.count / max, height: 1 }),
    );
    const label = element('span', { class: 'label' }, mark.label);
    const detail = element('span', { class: 'detail' }, mark.detail);
    const value = element('span', { class: 'count' }, mark.value);
    return element(
      'li',
      {},
      markButton(figure, mark, [element('span', { class: 'name' }, label, detail), bar, value], send),
    );
  });
  return element('ul', { class: 'bars' }, ...items);
}

function columns({ figure, marks }: Chart, send: Send): HTMLElement {
  const { max, ticks } = scaleFor(Math.max(...marks.map(({ count }) => count)));
  const lines = ticks.map((tick) => {
    const y = 1 - tick / max;
    return shape('line', { class: 'grid', x1: 0, x2: 1, y1: y, y2: y });
  });
  const axis = element(
    'div',
    { class: 'axis', 'aria-hidden': 'true' },
    ...ticks.toReversed().map((tick) => element('span', {}, tick.toLocaleString(document.documentElement.lang))),
  );
  const items = marks.map((mark) => {
    const height = mark.count / max;
    const column = drawing(
      'column',
      shape('rect', { class: 'area', width: 1, height: 1 }),
      shape('rect', { class: `mark ${mark.color}`, x: 0.15, width: 0.7, y: 1 - height, height }),
      shape('text', { class: 'count', x: 0.5, y: 1 - height, dy: '-5' }, mark.value),
    );
    return element('li', {}, markButton(figure, mark, [column, element('span', { class: 'label' }, mark.label)], send));
  });
  return element(
    'div',
    { class: 'columns' },
    axis,
    element('div', { class: 'plot' }, drawing('lines', ...lines), element('ul', {}, ...items)),
  );
}

function markButton(
  figure: Chart['figure'],
  { key, description, count }: Mark,
  children: readonly Node[],
  send: Send,
): HTMLElement {
  if (count === 0) {
    return element('div', { class: 'open', title: description }, ...children);
  }
  // The visible text is the accessible name; the title becomes the description.
  return button({ class: 'open', 'data-key': `${figure}/${key}`, title: description }, children, () => {
    send({ type: 'open', selection: { figure, key } });
  });
}
