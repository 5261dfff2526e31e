import { Range, type Position, type TextDocument } from 'vscode';
import type { IdKind } from '../files/keys';
import type { KnownIds, KnownItem } from '../files/known';
import type { FoundId } from '../files/scannedFile';
import type { Scan, Scans } from './scans';

/** An ID in a document, with what is known of it. */
export interface IdInDocument {
  readonly id: string;
  readonly range: Range;
  readonly kind: IdKind;
  /** Whether the text before the ID says that it is one of Atlas. */
  readonly isKeyed: boolean;
  /** What has this ID, once for each credential that can access it. */
  readonly items: readonly KnownItem[];
}

/** Finds the IDs of documents in the lists in memory. Sends no request. */
export class FoundIds {
  constructor(
    private readonly scans: Scans,
    private readonly known: KnownIds,
  ) {}

  /** Returns the known IDs in a range. */
  knownIn(document: TextDocument, range: Range): IdInDocument[] {
    if (this.known.isEmpty) {
      return [];
    }
    const { file, offset } = this.scans.of(document, range);
    const start = document.offsetAt(range.start) - offset;
    const end = document.offsetAt(range.end) - offset;
    return file.ids
      .filter((found) => found.end >= start && found.start <= end)
      .filter(({ id }) => this.known.get(id).length > 0)
      .map((found) => this.#inDocument(found, document, { file, offset }));
  }

  /** Returns the ID at a position, known or not. */
  at(document: TextDocument, position: Position): IdInDocument | undefined {
    const { file, offset } = this.scans.of(document, new Range(position, position));
    const found = file.idAt(document.offsetAt(position) - offset);
    return found === undefined ? undefined : this.#inDocument(found, document, { file, offset });
  }

  #inDocument(found: FoundId, document: TextDocument, { file, offset }: Scan): IdInDocument {
    return {
      id: found.id,
      range: new Range(document.positionAt(found.start + offset), document.positionAt(found.end + offset)),
      kind: file.kindOf(found),
      isKeyed: file.isKeyed(found),
      items: this.known.get(found.id),
    };
  }
}
