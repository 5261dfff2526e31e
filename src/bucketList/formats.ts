import { writeCsv } from './csv';
import type { Inventory } from './inventory';
import { writeJson, writeJsonLines } from './json';
import { writeMarkdown } from './markdown';

/** A form in which a list can be written. */
export interface Format {
  /** What people call it. */
  readonly label: string;
  /** Of its files, without a dot. */
  readonly extension: string;
  /** What VS Code calls its language; one that it does not know is shown as plain text. */
  readonly languageId: string;
  /** Whether its files begin with a byte order mark, without which spreadsheets misread what is not ASCII. */
  readonly byteOrderMark: boolean;
  /** The text, piece by piece. */
  readonly write: (inventory: Inventory) => Iterable<string>;
}

/** The forms in which a list can be written. */
export const FORMATS: readonly Format[] = [
  { label: 'CSV', extension: 'csv', languageId: 'csv', byteOrderMark: true, write: writeCsv },
  { label: 'JSON', extension: 'json', languageId: 'json', byteOrderMark: false, write: writeJson },
  { label: 'JSON Lines', extension: 'jsonl', languageId: 'jsonl', byteOrderMark: false, write: writeJsonLines },
  { label: 'Markdown', extension: 'md', languageId: 'markdown', byteOrderMark: false, write: writeMarkdown },
];
