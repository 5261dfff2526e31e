import type { KnownIds, LoadedRows } from './known';
import type { IdKind } from './keys';
import type { FoundId, ScannedFile } from './scannedFile';
import { isCurrent, type LoadedList } from '../model/loadedList';
import type { CredentialNode, ProjectNode } from '../model/nodes';

/** The maximum number of IDs in a check. */
export const MOST_IDS = 1000;

/** An ID that is literal in some files. */
export interface CheckedId {
  readonly id: string;
  readonly kind: Exclude<IdKind, 'unknown'>;
  /** The projects that the files name beside it. */
  readonly projects: ReadonlySet<string>;
  /** The names of the files. */
  readonly files: ReadonlySet<string>;
}

/** A file to check. */
export interface FileToCheck {
  readonly name: string;
  readonly file: ScannedFile;
}

/** Returns the IDs of Atlas in some files, each once, without those in comments. */
export function idsToCheck(files: readonly FileToCheck[]): CheckedId[] {
  const found = new Map<string, CheckedId & { readonly projects: Set<string>; readonly files: Set<string> }>();
  for (const { name, file } of files) {
    for (const place of file.ids) {
      const kind = kindToCheck(file, place);
      if (kind === 'unknown') {
        continue;
      }
      const key = `${kind} ${place.id}`;
      const checked = found.get(key) ?? { id: place.id, kind, projects: new Set(), files: new Set() };
      checked.files.add(name);
      const project = file.projectOf(place);
      if (project !== undefined) {
        checked.projects.add(project);
      }
      found.set(key, checked);
    }
  }
  return [...found.values()];
}

/** Returns whether a check of a file would find an ID in it. */
export function hasIdsToCheck(file: ScannedFile): boolean {
  return file.ids.some((place) => kindToCheck(file, place) !== 'unknown');
}

/** Returns what an ID identifies; `unknown` if it isn't an ID of Atlas, or is in a comment. */
function kindToCheck(file: ScannedFile, place: FoundId): IdKind {
  const kind = file.kindOf(place);
  return kind !== 'unknown' && file.isAtlasAt(place.start) && !file.isInComment(place.start) ? kind : 'unknown';
}

/** What a check requests. */
export interface CheckPlan {
  /** The projects whose export buckets are loaded: the files name them beside an ID that isn't known. */
  readonly lists: readonly ProjectNode[];
  /** The IDs of export buckets in projects that the files don't name. */
  readonly searched: readonly string[];
  /** The number of requests, which is smaller if a search finds its ID. */
  readonly requests: number;
  /** Whether a list may have further pages, each with a request of its own. */
  readonly mayGrow: boolean;
}

/**
 * Plans the requests of a check. A project that a file names is one list. Other export buckets are searched: one of them
 * by its ID, several of them by loading the lists of all projects, which takes as many requests for any number of IDs.
 * @param roots the credentials of one base URL
 */
export function planCheck(
  ids: readonly CheckedId[],
  roots: readonly CredentialNode[],
  rows: Pick<LoadedRows, 'listOf' | 'projectsOf'>,
  known: Pick<KnownIds, 'get'>,
): CheckPlan {
  const projects = roots.flatMap((root) => rows.projectsOf(root));
  const byId = new Map(projects.map((project) => [project.node.project.id, project]));
  const lists = new Set<ProjectNode>();
  const searched: string[] = [];
  for (const { id, kind, projects: named } of ids) {
    if (kind === 'project' || known.get(id).some((item) => item.kind === kind && isOf(roots, item.credential.id))) {
      continue;
    }
    const listed = [...named].flatMap((project) => byId.get(project) ?? []);
    for (const { node, list } of listed) {
      if (!isWhole(list)) {
        lists.add(node);
      }
    }
    if (listed.length === 0 && kind === 'bucket') {
      searched.push(id);
    }
  }
  const others = projects.filter(({ node, list }) => !isWhole(list) && !lists.has(node)).length;
  const unlisted = roots.filter((root) => !isWhole(rows.listOf(root))).length;
  const forSearch = searched.length === 0 ? 0 : others + unlisted + (searched.length === 1 ? roots.length : 0);
  return {
    lists: [...lists],
    searched,
    requests: lists.size + forSearch,
    mayGrow: lists.size > 0 || searched.length > 1 || (searched.length === 1 && unlisted > 0),
  };
}

function isOf(roots: readonly CredentialNode[], credentialId: string): boolean {
  return roots.some(({ credential }) => credential.id === credentialId);
}

function isWhole(list: LoadedList | undefined): boolean {
  return list !== undefined && isCurrent(list);
}
