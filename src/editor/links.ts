import { DocumentLink, l10n, Range, Uri, type DocumentLinkProvider, type TextDocument } from 'vscode';
import { COMMANDS } from '../manifest';
import { plainText } from '../text/sinks';
import type { FoundIds } from './foundIds';
import { isLong, isRead } from './scans';

/** The maximum number of links in a document. VS Code marks each of them. */
const MOST_LINKS = 1000;

/**
 * Links the IDs of loaded projects to their pages in Atlas. IDs of export buckets have definitions instead, because VS Code
 * would open both.
 */
export class IdLinks implements DocumentLinkProvider {
  constructor(private readonly found: FoundIds) {}

  provideDocumentLinks(document: TextDocument): DocumentLink[] {
    // VS Code requests the links of a whole document, not of the visible lines.
    if (!isRead(document) || isLong(document)) {
      return [];
    }
    const whole = new Range(0, 0, document.lineCount, 0);
    return this.found
      .knownIn(document, document.validateRange(whole))
      .filter(({ isKeyed }) => isKeyed)
      .slice(0, MOST_LINKS)
      .flatMap(({ range, items }) => {
        const node = items.find((item) => item.kind === 'project')?.node;
        if (node === undefined) {
          return [];
        }
        const query = JSON.stringify([{ id: node.id }]);
        const link = new DocumentLink(range, Uri.from({ scheme: 'command', path: COMMANDS.openProject, query }));
        // Without a tooltip, VS Code says "Execute command".
        link.tooltip = plainText(l10n.t('Open in Atlas'));
        return [link];
      });
  }
}
