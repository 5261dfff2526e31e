import { cluesIn } from './cluesIn';
import { ATLAS_WORD } from './keys';
import { ID_LENGTH } from './objectIdsIn';

/** An ID in a line of a terminal. */
export interface TerminalId {
  readonly id: string;
  readonly start: number;
  readonly length: number;
}

/** The maximum length of a line that is searched. */
const LONGEST_LINE = 2000;
/** The cell of the cloud provider in tables of the Atlas CLI, whose rows don't repeat the names of the columns. */
const PROVIDER_CELL = /\s(?:AWS|AZURE|GCP)(?:\s|$)/;
/** The two IDs at the start of a row in the table of export jobs. */
const ID_CELLS = /^[\da-f]{24}\s+[\da-f]{24}\s/;

/**
 * Returns the IDs in a line of a terminal that are likely to be IDs of Atlas: the line has a word of Atlas or a key of an
 * ID, or it is a row of a table of the Atlas CLI.
 */
export function terminalIdsIn(line: string): TerminalId[] {
  if (line.length > LONGEST_LINE) {
    return [];
  }
  const clues = cluesIn(line).filter(({ start, end }) => end - start === ID_LENGTH);
  const isOfAtlas = ATLAS_WORD.test(line) || isRow(line);
  return clues
    .filter(({ kind, isAmbiguous }) => isOfAtlas || (kind !== 'unknown' && !isAmbiguous))
    .map(({ id, start }) => ({ id, start, length: ID_LENGTH }));
}

function isRow(line: string): boolean {
  return ID_CELLS.test(line) || (/^[\da-f]{24}\s/.test(line) && PROVIDER_CELL.test(line));
}
