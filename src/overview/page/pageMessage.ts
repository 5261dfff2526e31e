import { either, list, number, oneOf, record, text, type Check } from '../../webview/page/checks';
import type { Chart, List, Mark, Overview, PageMessage, Progress, Row, Selection, Tile } from '../protocol';

const figure = oneOf('provider', 'region', 'project', 'year', 'name', 'role');
const selection = record<Selection>(
  { figure: either<Selection['figure']>(figure, oneOf('all', 'withoutBucket')), key: text },
  ['key'],
);
const progress = record<Progress>({ label: text, done: number, total: number, cancel: text });
const tile = record<Tile>({ value: text, label: text, selection }, ['selection']);
const mark = record<Mark>({
  key: text,
  label: text,
  detail: text,
  count: number,
  value: text,
  spoken: text,
  color: oneOf('aws', 'azure', 'gcp', 'other', 'plain'),
});
const chart = record<Chart>(
  {
    figure,
    title: text,
    note: text,
    shape: oneOf('columns', 'bars'),
    marks: list(mark),
    empty: text,
    expand: text,
  },
  ['expand'],
);
const overview = record<Overview>(
  { title: text, basis: text, load: text, progress, problems: list(text), tiles: list(tile), charts: list(chart) },
  ['load', 'progress'],
);
const row = record<Row>({ row: text, spoken: text, cells: list(text) });
const shownList = record<List>(
  { back: text, title: text, basis: text, columns: list(text), rows: list(row), more: text },
  ['more'],
);

/** Whether something that arrived is what the extension says to its page. */
export const isPageMessage: Check<PageMessage> = either<PageMessage>(
  record<Extract<PageMessage, { type: 'overview' }>>({ type: oneOf('overview'), overview }),
  record<Extract<PageMessage, { type: 'list' }>>({ type: oneOf('list'), list: shownList }),
);
