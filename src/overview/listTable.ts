import { csvRecord } from '../bucketList/csv';
import { NOTE, type Inventory } from '../bucketList/inventory';
import { markdownCell, markdownRow } from '../bucketList/markdown';
import type { Language } from '../text/language';
import { describeList, itemsOf } from './describeList';
import type { ListOrder } from './listOrder';
import type { TableFormat } from './pageRequest';
import type { Selection } from './protocol';
import type { Snapshot } from './snapshot';

/** Returns all rows of a list as a table with its columns. If the list isn't exact, a last column says so. */
export function tableOf(
  snapshot: Snapshot,
  selection: Selection,
  format: TableFormat,
  language: Language,
  order?: ListOrder,
): string {
  const { columns, rows } = describeList(snapshot, selection, Infinity, language, order);
  const { isExact } = itemsOf(snapshot, selection);
  const note = (text: string): string[] => (isExact ? [] : [text]);
  const headings = [...columns.map(({ title }) => title), ...note(NOTE)];
  const records = rows.map(({ cells }) => [...cells, ...note('Incomplete list')]);
  switch (format) {
    case 'csv':
      return [headings, ...records].map(csvRecord).join('');
    case 'markdown':
      return [headings.map(markdownCell), headings.map(() => '---'), ...records.map((cells) => cells.map(markdownCell))]
        .map(markdownRow)
        .join('');
  }
}

/** Returns the export buckets of a list for *Save Bucket List As…*. If the list isn't exact, it says so. */
export function inventoryOfList(snapshot: Snapshot, selection: Selection, { l10n }: Language): Inventory {
  const found = itemsOf(snapshot, selection);
  const selected = new Set(found.kind === 'buckets' ? found.buckets.map(({ bucket }) => bucket) : []);
  const projects = snapshot.projects
    .map((project) => ({ ...project, buckets: project.buckets.filter((bucket) => selected.has(bucket)) }))
    .filter(({ buckets }) => buckets.length > 0);
  return found.isExact
    ? { projects }
    : {
        projects,
        partial: {
          notice: l10n.t('This list is incomplete. It contains only what the overview had loaded.'),
          missing: [],
        },
      };
}
