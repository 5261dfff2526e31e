import type { Project } from '../atlas/models';
import { nameOf, projectNode, type ItemNode, type ParentNode, type ProjectNode } from '../model/nodes';

/** The order of a list: Atlas's own, by name, or newest first. */
export type Order = 'atlas' | 'name' | 'newest';

/** How the rows of one list are shown. */
export interface Arrangement {
  /** `atlas` unless the list is complete. */
  readonly order: Order;
  /** The pinned projects by their IDs, which come first. Those that are not on a loaded page have their stored names. */
  readonly pinned: ReadonlyMap<string, Project>;
  /** The providers whose export buckets are shown; undefined for all. */
  readonly providers: ReadonlySet<string> | undefined;
  /** Returns whether a filter hides a project: all its export buckets are loaded, and none has one of the providers. */
  readonly isWithoutMatch?: (project: ProjectNode) => boolean;
  /** The language for sorting names (BCP 47). */
  readonly language: string;
}

/** Returns the rows that the filter doesn't hide, in their order. */
export function arrange(rows: readonly ItemNode[], arrangement: Arrangement): ItemNode[] {
  const { order, pinned, language } = arrangement;
  const shown = rows.filter((row) => isShown(row, arrangement));
  if (order === 'name') {
    const { compare } = new Intl.Collator(language, { numeric: true });
    shown.sort((a, b) => compare(nameOf(a), nameOf(b)) || compareIds(a, b));
  } else if (order === 'newest') {
    shown.sort((a, b) => compareIds(b, a));
  }
  const isPinned = (row: ItemNode): boolean => pinned.has(idOf(row));
  return [...shown.filter(isPinned), ...shown.filter((row) => !isPinned(row))];
}

/** Returns whether the filter doesn't hide a row. */
export function isShown(row: ItemNode, { providers, isWithoutMatch }: Arrangement): boolean {
  if (providers === undefined) {
    return true;
  }
  return row.kind === 'project' ? isWithoutMatch?.(row) !== true : providers.has(row.bucket.cloudProvider);
}

/** Returns the rows of a list with the pinned projects that are not on a loaded page. Sends no request for them. */
export function withPinned(
  parent: ParentNode,
  rows: readonly ItemNode[],
  { pinned }: Arrangement,
): readonly ItemNode[] {
  if (parent.kind !== 'credential' || pinned.size === 0) {
    return rows;
  }
  const missing = new Map(pinned);
  for (const row of rows) {
    missing.delete(idOf(row));
  }
  const added = [...missing.values()].map((project) => projectNode(parent, project, 'pinned'));
  return added.length === 0 ? rows : [...rows, ...added];
}

/** Returns the ID that Atlas gave a project or an export bucket. */
export function idOf(row: ItemNode): string {
  return row.kind === 'project' ? row.project.id : row.bucket._id;
}

/** Compares by creation time, which is the first part of an ID. */
function compareIds(a: ItemNode, b: ItemNode): number {
  return idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0;
}
