import { providerName } from '../atlas/models';
import type { Language } from '../text/language';
import type { BucketInProject } from './figures';
import type { Column } from './protocol';
import type { SnapshotProject } from './snapshot';

/** The column by which the user has sorted a list. */
export interface ListOrder {
  /** The index of the column. */
  readonly column: number;
  readonly descending: boolean;
}

/** What the items are sorted by in one column. */
type Key<T> = (item: T) => string | number;

/** In the order of the columns of `describeList`. */
const PROJECT_KEYS: readonly Key<SnapshotProject>[] = [
  ({ project }) => project.name,
  ({ organization, project }) => organization ?? project.orgId ?? '',
  ({ buckets }) => buckets.length,
  ({ project }) => project.id,
];
const BUCKET_KEYS: readonly Key<BucketInProject<SnapshotProject>>[] = [
  ({ bucket }) => bucket.bucketName,
  ({ project }) => project.project.name,
  ({ bucket }) => `${providerName(bucket)} ${bucket.region ?? ''}`,
  // An ID starts with the time of its registration.
  ({ bucket }) => bucket._id,
  ({ bucket }) => bucket._id,
];

/** Returns the order after a click on the head of a column, which reverses the order of a sorted one. */
export function nextOrder(column: number, order: ListOrder | undefined): ListOrder {
  return { column, descending: order?.column === column && !order.descending };
}

/** Returns columns with the one by which the list is sorted. */
export function orderedColumns(titles: readonly string[], order: ListOrder | undefined): Column[] {
  return titles.map((title, index) =>
    order?.column === index ? { title, sorted: order.descending ? 'descending' : 'ascending' } : { title },
  );
}

export function sortProjects(
  projects: readonly SnapshotProject[],
  order: ListOrder | undefined,
  language: Language,
): readonly SnapshotProject[] {
  return sorted(projects, PROJECT_KEYS, order, language);
}

export function sortBuckets(
  buckets: readonly BucketInProject<SnapshotProject>[],
  order: ListOrder | undefined,
  language: Language,
): readonly BucketInProject<SnapshotProject>[] {
  return sorted(buckets, BUCKET_KEYS, order, language);
}

/** Returns sorted items. Equal ones keep their order. */
function sorted<T>(
  items: readonly T[],
  keys: readonly Key<T>[],
  order: ListOrder | undefined,
  { locale }: Language,
): readonly T[] {
  const keyOf = order && keys[order.column];
  if (keyOf === undefined) {
    return items;
  }
  const { compare } = new Intl.Collator(locale);
  const sign = order?.descending === true ? -1 : 1;
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort(
      (a, b) =>
        sign *
        (typeof a.key === 'number' && typeof b.key === 'number'
          ? a.key - b.key
          : compare(String(a.key), String(b.key))),
    )
    .map(({ item }) => item);
}
