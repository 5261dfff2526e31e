import { Range, type TextDocument } from 'vscode';
import { RAW_SCHEME, SCHEME } from '../manifest';
import { ScannedFile } from '../files/scannedFile';
import { syntaxOf } from '../files/syntax';

/** The maximum length of a file that is read as a whole. Of longer documents, only a range is read. */
export const LONGEST_FILE = 2_000_000;
/** The maximum number of lines of a long document to read around a position. */
const LINES_AROUND = 200;
/** The number of characters that are enough to tell JSON from YAML. */
const START = 200;

/** The IDs in a part of a document. */
export interface Scan {
  readonly file: ScannedFile;
  /** The offset of the part in the document. */
  readonly offset: number;
}

/** Reads the IDs in documents. Keeps the result until the document changes. */
export class Scans {
  readonly #scans = new WeakMap<TextDocument, { readonly version: number; readonly scan: Scan }>();

  /** Returns the IDs in a document, or if it is too long, in a range of it. Sends no request. */
  of(document: TextDocument, range: Range): Scan {
    const whole = this.whole(document);
    if (whole !== undefined) {
      return whole;
    }
    const lines = new Range(
      Math.max(0, range.start.line - LINES_AROUND),
      0,
      Math.min(document.lineCount, range.end.line + LINES_AROUND),
      0,
    );
    return scan(document, document.validateRange(lines));
  }

  /** Returns the IDs in a whole document; undefined if it is too long. */
  whole(document: TextDocument): Scan | undefined {
    const known = this.#scans.get(document);
    if (known?.version === document.version) {
      return known.scan;
    }
    if (isLong(document)) {
      return undefined;
    }
    const whole = scan(document);
    this.#scans.set(document, { version: document.version, scan: whole });
    return whole;
  }
}

/** Returns whether only a range of a document is read. */
export function isLong(document: TextDocument): boolean {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > LONGEST_FILE;
}

function scan(document: TextDocument, range?: Range): Scan {
  const text = document.getText(range);
  const start = range === undefined ? text : document.getText(new Range(0, 0, 1, START));
  const file = new ScannedFile(text, syntaxOf(document.uri.path, document.languageId, start.slice(0, START)));
  return { file, offset: range === undefined ? 0 : document.offsetAt(range.start) };
}

/**
 * Returns whether the IDs of a document are explained: in any but the JSON documents and raw responses of this extension,
 * and outputs, whose links would be cut by names.
 */
export function isRead({ uri }: TextDocument): boolean {
  return ![SCHEME, RAW_SCHEME, 'output'].includes(uri.scheme);
}
