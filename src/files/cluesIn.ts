import { isAt, QUOTE } from './characters';
import { KeyReader } from './keyBefore';
import type { IdKind } from './keys';
import { ID_LENGTH, objectIdsIn } from './objectIdsIn';
import { stateIdsIn } from './stateIds';

/** An ID in a text, with what the characters around it say. */
export interface Clue {
  /** In lower case, as Atlas writes it. */
  readonly id: string;
  /** The range of the ID, or of the Base64 of it in a Terraform state. */
  readonly start: number;
  readonly end: number;
  readonly kind: IdKind;
  /** The key, the flag, the path segment or the error text before the ID, as written. */
  readonly key: string | undefined;
  /** Whether other clouds use the key too, so that it counts only beside a word of Atlas. */
  readonly isAmbiguous: boolean;
  /** Whether the ID is in an import ID such as `<project>-<bucket>`. */
  readonly isImported: boolean;
  /** The project in the same path, import ID or state ID. */
  readonly projectId: string | undefined;
}

/** The maximum indentation of a key. */
const LONGEST_INDENTATION = 100;
/** What Terraform and the Atlas CLI write between the project and the role of an import ID. */
const ROLE_SEPARATOR = /^-(?:AWS|AZURE|GCP)-$/;
const LONGEST_ROLE_SEPARATOR = 7;
/** The paths between the ID of a project and the ID of something in it. */
const PATHS: readonly string[] = ['/backup/exportBuckets/', '/cloudProviderAccess/'];

/** Returns all IDs in a text, in order. Takes linear time. */
export function cluesIn(text: string): Clue[] {
  const clues: Clue[] = [];
  const keys = new KeyReader(text);
  for (const start of objectIdsIn(text)) {
    const end = start + ID_LENGTH;
    const id = text.slice(start, end).toLowerCase();
    const previous = clues.at(-1);
    if (previous !== undefined && start - previous.end <= LONGEST_ROLE_SEPARATOR) {
      const between = text.slice(previous.end, start);
      const isRole = ROLE_SEPARATOR.test(between);
      if (isRole || between === '-') {
        clues[clues.length - 1] = { ...previous, kind: 'project', isImported: true };
        const kind = isRole ? 'role' : 'unknown';
        const { id: projectId, key } = previous;
        clues.push({ id, start, end, kind, key, isAmbiguous: false, isImported: true, projectId });
        continue;
      }
    }
    const before = isKey(text, start, end) ? undefined : keys.before(start);
    const isInPath = previous?.kind === 'project' && isBelow(text, previous.end, start);
    clues.push({
      id,
      start,
      end,
      kind: before?.kind ?? 'unknown',
      key: before?.key,
      isAmbiguous: before?.isAmbiguous === true,
      isImported: false,
      projectId: isInPath ? previous.id : undefined,
    });
  }
  const encoded = stateClues(text);
  if (clues.length === 0 || encoded.length === 0) {
    return clues.length === 0 ? encoded : clues;
  }
  return [...clues, ...encoded].sort((a, b) => a.start - b.start);
}

/** Returns whether an ID is the key at the start of a line, so that the line above it has no value for it. */
function isKey(text: string, start: number, end: number): boolean {
  const isQuoted = isAt(text, end, QUOTE);
  if (text[isQuoted ? end + 1 : end] !== ':') {
    return false;
  }
  const before = text.slice(Math.max(0, start - LONGEST_INDENTATION), isQuoted ? start - 1 : start);
  return /\n[ \t]*$/.test(before);
}

function isBelow(text: string, end: number, start: number): boolean {
  return PATHS.some((path) => start - end === path.length && text.startsWith(path, end));
}

function stateClues(text: string): Clue[] {
  const ids = stateIdsIn(text);
  const projects = new Map(ids.filter(({ kind }) => kind === 'project').map(({ groupStart, id }) => [groupStart, id]));
  return ids.map(({ id, start, end, kind, key, groupStart }) => ({
    id,
    start,
    end,
    kind,
    key,
    isAmbiguous: false,
    isImported: false,
    projectId: kind === 'project' ? undefined : projects.get(groupStart),
  }));
}
