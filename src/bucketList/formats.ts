import { writeCsv } from './csv';
import type { Inventory } from './inventory';
import { writeJson, writeJsonLines } from './json';
import { writeMarkdown } from './markdown';
import { writeTerraform } from './terraform';

/** A file format for lists. */
export interface Format {
  /** The name of the format in UI texts. */
  readonly label: string;
  /** The file extension, without a dot. */
  readonly extension: string;
  /** The VS Code language ID. VS Code displays an unknown language as plain text. */
  readonly languageId: string;
  /** Whether files start with a byte order mark, without which spreadsheets misread non-ASCII characters. */
  readonly byteOrderMark: boolean;
  /** Yields the text in parts. */
  readonly write: (inventory: Inventory) => Iterable<string>;
}

/** The formats with one row or object for each item, in which other lists can be saved as well. */
export const TABLES: readonly Format[] = [
  { label: 'CSV', extension: 'csv', languageId: 'csv', byteOrderMark: true, write: writeCsv },
  { label: 'JSON', extension: 'json', languageId: 'json', byteOrderMark: false, write: writeJson },
  { label: 'JSON Lines', extension: 'jsonl', languageId: 'jsonl', byteOrderMark: false, write: writeJsonLines },
  { label: 'Markdown', extension: 'md', languageId: 'markdown', byteOrderMark: false, write: writeMarkdown },
];

/** The label of the Terraform format. Unlike the names of the other formats, it is translated. */
export const TERRAFORM = 'Terraform import blocks';

/** The formats in which the user can save a list of export buckets. */
export const FORMATS: readonly Format[] = [
  ...TABLES,
  {
    label: TERRAFORM,
    extension: 'tf',
    languageId: 'terraform',
    byteOrderMark: false,
    write: writeTerraform,
  },
];
