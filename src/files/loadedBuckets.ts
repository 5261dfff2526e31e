import { isCurrent, type LoadedList } from '../model/loadedList';
import type { LoadedBuckets } from './findings/finding';
import { grouped } from '../model/grouped';
import type { LoadedRows } from './known';

type Rows = Pick<LoadedRows, 'roots' | 'projectsOf'>;

/**
 * Returns which export buckets of a project are loaded, and whether these are all. Sends no request. Each use needs an
 * instance of its own, because the lists change.
 */
export class LoadedBucketLists {
  #projects: ReadonlyMap<string, readonly { readonly list: LoadedList | undefined }[]> | undefined;
  /** What was returned for each project. A file may name a project for each of its IDs. */
  readonly #returned = new Map<string, readonly LoadedBuckets[]>();

  constructor(private readonly rows: Rows) {}

  /** Returns the loaded lists of a project, one for each credential. A list that is outdated isn't complete. */
  of(projectId: string): readonly LoadedBuckets[] {
    const buckets = this.#returned.get(projectId) ?? this.#read(projectId);
    this.#returned.set(projectId, buckets);
    return buckets;
  }

  #read(projectId: string): readonly LoadedBuckets[] {
    const { rows } = this;
    this.#projects ??= grouped(
      rows.roots().flatMap((root) => rows.projectsOf(root)),
      ({ node }) => node.project.id,
    );
    return (this.#projects.get(projectId) ?? []).flatMap(({ list }) => {
      if (list?.pages.readAt === undefined) {
        return [];
      }
      const { items, unreadable, readAt } = list.pages;
      return {
        items: items.flatMap((item) => ('_id' in item ? [item] : [])),
        unreadable,
        isComplete: isCurrent(list),
        readAt: new Date(readAt),
      };
    });
  }
}
