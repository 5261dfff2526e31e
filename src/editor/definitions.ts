import { Range, type DefinitionProvider, type LocationLink, type Position, type TextDocument } from 'vscode';
import { exportBucketUri, LOADED } from '../documents/exportBucketUri';
import { nodesOf } from '../files/known';
import { hasNamesake } from '../tree/namesakes';
import type { Rows } from '../tree/rows';
import type { FoundIds } from './foundIds';
import { isRead } from './scans';

/**
 * Leads from the ID of an export bucket to its JSON, and from the ID of a role to its export buckets. VS Code reads the
 * target while the user points at the ID, so the document shows the loaded row and sends no request.
 */
export class IdDefinitions implements DefinitionProvider {
  constructor(
    private readonly found: FoundIds,
    private readonly rows: Pick<Rows, 'projects'>,
  ) {}

  provideDefinition(document: TextDocument, position: Position): LocationLink[] {
    const id = isRead(document) ? this.found.at(document, position) : undefined;
    if (id === undefined) {
      return [];
    }
    return nodesOf(id.items)
      .filter((node) => node.kind === 'exportBucket')
      .map((node) => ({
        originSelectionRange: id.range,
        targetUri: exportBucketUri(node, hasNamesake(this.rows, node)).with({ query: LOADED }),
        targetRange: new Range(0, 0, 0, 0),
      }));
  }
}
