/**
 * The loaded part of a list, with everything that decides whether it is the whole list. Code that concludes something
 * from a missing item takes `LoadedItems` and uses the functions below, never bare items, so that unreadable rows can't
 * be forgotten.
 */
export interface LoadedItems<T> {
  readonly items: readonly T[];
  /** Number of rows in an unsupported format. Any of them may be the one that matters. */
  readonly unreadable: number;
  /** Whether the end of the list was reached and the last attempt to load it didn't fail. */
  readonly isComplete: boolean;
}

/** Whether a condition holds. It is `unknown` as long as anything that could change it is not loaded. */
export type Verdict = 'yes' | 'no' | 'unknown';

/** Returns whether nothing can be missing: the end was reached, and every row could be read. */
export function isWhole({ unreadable, isComplete }: Omit<LoadedItems<unknown>, 'items'>): boolean {
  return isComplete && unreadable === 0;
}

/**
 * Returns whether some item of a list matches: `no` only if the whole list was read and no item may match.
 * @param matches returns the verdict for one item
 */
export function anyOf<T>(loaded: LoadedItems<T>, matches: (item: T) => Verdict): Verdict {
  const verdicts = new Set(loaded.items.map(matches));
  if (verdicts.has('yes')) {
    return 'yes';
  }
  return isWhole(loaded) && !verdicts.has('unknown') ? 'no' : 'unknown';
}

/** The result of a search in a list. */
export type Finding<T> = { readonly kind: 'found'; readonly item: T } | { readonly kind: 'missing' | 'unknown' };

/** Searches for an item. It is `missing` only if the whole list was read. */
export function findIn<T>(loaded: LoadedItems<T>, matches: (item: T) => boolean): Finding<T> {
  const item = loaded.items.find(matches);
  return item === undefined ? { kind: isWhole(loaded) ? 'missing' : 'unknown' } : { kind: 'found', item };
}
