import type { Project } from '../atlas/models';
import { nameOf, projectNode, type ExportBucketNode, type ParentNode, type ProjectNode } from '../model/nodes';

/** The order of a list: Atlas's own, by name, or with what was registered last first. */
export type Order = 'atlas' | 'name' | 'newest';

/** How the rows of one list are to be shown. */
export interface Arrangement {
  /** Only a complete list has another order than Atlas's; the others keep it. */
  readonly order: Order;
  /** The IDs of the projects that come first. */
  readonly pinned: ReadonlySet<string>;
  /** What is remembered of them, for those that are not on a page that is loaded. */
  readonly pinnedProjects?: readonly Project[];
  /** The providers whose export buckets are shown; all of them when undefined. */
  readonly providers: ReadonlySet<string> | undefined;
  /** The language by whose rules names are sorted, as in `en`. */
  readonly language: string;
}

/** The rows of a list as they are to be shown; those that the filter hides are left out. */
export function arrange(
  rows: readonly (ProjectNode | ExportBucketNode)[],
  { order, pinned, providers, language }: Arrangement,
): (ProjectNode | ExportBucketNode)[] {
  const shown =
    providers === undefined
      ? [...rows]
      : rows.filter((row) => row.kind === 'project' || providers.has(row.bucket.cloudProvider));
  if (order === 'name') {
    const { compare } = new Intl.Collator(language, { numeric: true });
    shown.sort((a, b) => compare(nameOf(a), nameOf(b)) || compareIds(a, b));
  } else if (order === 'newest') {
    shown.sort((a, b) => compareIds(b, a));
  }
  const isPinned = (row: ProjectNode | ExportBucketNode): boolean => pinned.has(idOf(row));
  return [...shown.filter(isPinned), ...shown.filter((row) => !isPinned(row))];
}

/** The rows of a list, with the pinned projects that are on none of its pages so far; nothing is requested for them. */
export function withPinned(
  parent: ParentNode,
  rows: readonly (ProjectNode | ExportBucketNode)[],
  { pinned, pinnedProjects = [] }: Arrangement,
): readonly (ProjectNode | ExportBucketNode)[] {
  if (parent.kind !== 'credential' || pinned.size === 0) {
    return rows;
  }
  const missing = new Set(pinned);
  for (const row of rows) {
    missing.delete(idOf(row));
  }
  const known = new Map(pinnedProjects.map((project) => [project.id, project]));
  // Until a page tells its name, a project is called by its ID.
  const added = [...missing].map((id) => projectNode(parent, known.get(id) ?? { id, name: id }, 'pinned'));
  return added.length === 0 ? rows : [...rows, ...added];
}

function idOf(row: ProjectNode | ExportBucketNode): string {
  return row.kind === 'project' ? row.project.id : row.bucket._id;
}

/** Identifiers begin with the time of registration, so that their order is that of time. */
function compareIds(a: ProjectNode | ExportBucketNode, b: ProjectNode | ExportBucketNode): number {
  return idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0;
}
