/**
 * What has been read of a list, with everything that decides whether it is all of the list. Code that concludes
 * something from what a list lacks takes a `Reading` and goes through the functions below, never through bare items, so
 * that rows which could not be read can't be forgotten.
 */
export interface Reading<T> {
  readonly items: readonly T[];
  /** Rows in a format that this version can't read. Any of them may be the one that matters. */
  readonly unreadable: number;
  /** Whether the end of the list was reached, and the last attempt to read it didn't fail. */
  readonly isComplete: boolean;
}

/** Whether something is so. It is `unknown` as long as anything that could change it has not been read. */
export type Verdict = 'yes' | 'no' | 'unknown';

/** Returns whether nothing can be missing: the end was reached, and every row could be read. */
export function isWhole({ unreadable, isComplete }: Omit<Reading<unknown>, 'items'>): boolean {
  return isComplete && unreadable === 0;
}

/**
 * Returns whether some item of a list matches: `no` only if the whole list was read and no item may match.
 * @param matches what is known of one item
 */
export function anyOf<T>(reading: Reading<T>, matches: (item: T) => Verdict): Verdict {
  const verdicts = new Set(reading.items.map(matches));
  if (verdicts.has('yes')) {
    return 'yes';
  }
  return isWhole(reading) && !verdicts.has('unknown') ? 'no' : 'unknown';
}

/** What a search in a list came to. */
export type Finding<T> = { readonly kind: 'found'; readonly item: T } | { readonly kind: 'missing' | 'unknown' };

/** Looks for an item. It is `missing` only if the whole list was read. */
export function findIn<T>(reading: Reading<T>, matches: (item: T) => boolean): Finding<T> {
  const item = reading.items.find(matches);
  return item === undefined ? { kind: isWhole(reading) ? 'missing' : 'unknown' } : { kind: 'found', item };
}
