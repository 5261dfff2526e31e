import {
  InlayHint,
  InlayHintLabelPart,
  l10n,
  Range,
  type Event,
  type InlayHintsProvider,
  type Position,
  type TextDocument,
} from 'vscode';
import { COMMANDS } from '../manifest';
import { plainText } from '../text/sinks';
import { hintText, tooltipOf } from './describe';
import type { FoundIds, IdInDocument } from './foundIds';
import { isRead } from './scans';

/** Shows names beside IDs whose key says that they are IDs of Atlas. A MongoDB project is full of other IDs. */
export class IdHints implements InlayHintsProvider {
  constructor(
    private readonly found: FoundIds,
    private readonly isEnabled: () => boolean,
    readonly onDidChangeInlayHints: Event<void>,
  ) {}

  provideInlayHints(document: TextDocument, range: Range): InlayHint[] {
    if (!this.isEnabled() || !isRead(document)) {
      return [];
    }
    return this.found
      .knownIn(document, range)
      .filter(({ isKeyed }) => isKeyed)
      .flatMap((id) => hintOf(id, afterQuote(document, id.range.end)) ?? []);
  }
}

function hintOf({ items, kind }: IdInDocument, position: Position): InlayHint | undefined {
  const item = items.find((one) => one.kind === kind) ?? items[0];
  if (item === undefined) {
    return undefined;
  }
  const part = new InlayHintLabelPart(plainText(hintText(item, kind)));
  part.tooltip = tooltipOf(item);
  if (item.kind === 'bucket' && item.node !== undefined) {
    part.command = {
      command: COMMANDS.openDetails,
      title: plainText(l10n.t('Open Details')),
      arguments: [{ id: item.node.id }],
    };
  }
  const hint = new InlayHint(position, [part]);
  hint.paddingLeft = true;
  return hint;
}

/** Returns the position after the quote that ends a value, so that the name is not shown within the value. */
function afterQuote(document: TextDocument, end: Position): Position {
  const next = document.getText(new Range(end, end.translate(0, 1)));
  return /^["'`]$/.test(next) ? end.translate(0, 1) : end;
}
