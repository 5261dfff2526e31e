import { isCurrent, type LoadedList } from '../model/loadedList';
import type { CredentialNode, ProjectNode } from '../model/nodes';
import type { LoadedBuckets } from './findings/finding';

/** The rows of the view, as far as this file needs them. */
interface Rows {
  roots(): readonly CredentialNode[];
  projectsOf(root: CredentialNode): readonly { readonly node: ProjectNode; readonly list: LoadedList | undefined }[];
}

/**
 * Says which export buckets of a project are loaded, and whether these are all. Sends no request. Is created for each use,
 * because the lists change.
 */
export class LoadedBucketLists {
  #lists: ReadonlyMap<string, readonly LoadedList[]> | undefined;
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
    this.#lists ??= listsByProject(this.rows);
    return (this.#lists.get(projectId) ?? []).flatMap((list) => {
      const { items, unreadable, readAt } = list.pages;
      return readAt === undefined
        ? []
        : {
            items: items.flatMap((item) => ('_id' in item ? [item] : [])),
            unreadable,
            isComplete: isCurrent(list),
            readAt: new Date(readAt),
          };
    });
  }
}

function listsByProject(rows: Rows): ReadonlyMap<string, readonly LoadedList[]> {
  const lists = new Map<string, LoadedList[]>();
  for (const { node, list } of rows.roots().flatMap((root) => rows.projectsOf(root))) {
    if (list !== undefined) {
      lists.set(node.project.id, [...(lists.get(node.project.id) ?? []), list]);
    }
  }
  return lists;
}
