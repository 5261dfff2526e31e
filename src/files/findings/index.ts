import { ID_LENGTH } from '../objectIdsIn';
import type { ScannedFile } from '../scannedFile';
import { BlockReader } from './blockReader';
import { exportFindings } from './exports';
import type { Finding, KnownLists } from './finding';
import { projectFindings } from './projects';
import { roleValueFindings } from './roleValues';

/** A word without which a file has nothing to find. */
const RELEVANT = /atlas|export_?bucket|exportBuckets/i;

/** The maximum number of findings in a file. */
const MOST_FINDINGS = 500;

/**
 * Returns what is proven to be wrong in a file, by its position. Says nothing about variables, references and dynamic
 * blocks, and nothing that a list that isn't complete could disprove. Takes linear time and sends no request.
 */
export function findingsIn(file: ScannedFile, known: KnownLists): Finding[] {
  if (file.syntax === 'text' || !RELEVANT.test(file.text)) {
    // A line of a log is no configuration.
    return [];
  }
  const reader = new BlockReader(file);
  return [
    ...roleValueFindings(reader),
    ...exportFindings(reader),
    ...projectFindings(reader, known, MOST_FINDINGS),
    ...upperCaseFindings(file),
  ]
    .sort((a, b) => a.start - b.start)
    .slice(0, MOST_FINDINGS);
}

/** Returns IDs that aren't written as Atlas writes them. */
function upperCaseFindings(file: ScannedFile): Finding[] {
  return file.ids.flatMap((found): Finding[] => {
    const { id, start, end } = found;
    const isUpperCase = end - start === ID_LENGTH && file.text.slice(start, end) !== id;
    return isUpperCase && file.kindOf(found) !== 'unknown' && file.isAtlasAt(start) && !file.isInComment(start)
      ? [{ code: 'upper-case-id', start, end, fix: { start, end, text: id } }]
      : [];
  });
}
