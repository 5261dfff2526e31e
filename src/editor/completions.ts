import {
  CompletionItem,
  CompletionItemKind,
  CompletionList,
  l10n,
  Range,
  type CompletionItemLabel,
  type Position,
  type TextDocument,
} from 'vscode';
import { idAsValue } from '../files/idAsValue';
import { KeyReader, type KeyBefore } from '../files/keyBefore';
import type { KnownIds, KnownItem } from '../files/known';
import { COMMANDS } from '../manifest';
import { copiedText } from '../text/copied';
import { visibleText } from '../text/invisible';
import { choiceText, plainText } from '../text/sinks';
import { shortName, tooltipOf } from './describe';
import { isRead, type Scans } from './scans';

/** The maximum number of items. VS Code requests them again while the user types. */
const MOST_ITEMS = 1000;
/** The maximum number of characters to each side of the cursor that are read as the value. */
const LONGEST_BEFORE = 500;

/** An item that shows its tooltip when the user selects it. */
class IdCompletion extends CompletionItem {
  constructor(
    readonly known: KnownItem,
    label: CompletionItemLabel,
  ) {
    super(label, CompletionItemKind.Reference);
  }
}

/** Completes the values of keys with IDs of loaded items. Sends no request. */
export class IdCompletions {
  constructor(
    private readonly scans: Scans,
    private readonly known: KnownIds,
    private readonly hasCredentials: () => boolean,
  ) {}

  /** @param line the line as it was when VS Code requested the items. The user may have typed on since then. */
  provide(document: TextDocument, position: Position, line: string): CompletionList | undefined {
    const value = isRead(document) ? valueAt(document, position, line) : undefined;
    if (value === undefined || value.key.kind === 'unknown') {
      return undefined;
    }
    const { file, offset } = this.scans.of(document, value.range);
    const at = document.offsetAt(value.range.start) - offset;
    if (value.key.isAmbiguous === true && !file.isAtlasAt(at)) {
      return undefined;
    }
    const matching = this.#items(value.key.kind, file.projectAt(at)).filter(matches(value.text));
    const items: CompletionItem[] = matching
      .slice(0, MOST_ITEMS)
      .map((item) => completionOf(item, value.range, idAsValue(item.id, value.before, file.syntax)));
    // Beside matches, it would be the best match of what is typed, and Enter would run it.
    if (this.hasCredentials() && (value.text === '' || matching.length === 0)) {
      items.push(loadItem(value));
    }
    return new CompletionList(items, matching.length > MOST_ITEMS);
  }

  resolve(item: CompletionItem): CompletionItem {
    if (item instanceof IdCompletion) {
      item.documentation = tooltipOf(item.known);
    }
    return item;
  }

  /** Returns the items of a kind, each once. Of buckets and roles, only those of the project, if the block names it. */
  #items(kind: KnownItem['kind'], projectId: string | undefined): KnownItem[] {
    const ids = new Set<string>();
    return this.known
      .ofKind(kind)
      .filter((item) => kind === 'project' || projectId === undefined || item.projectId === projectId)
      .filter(({ id }) => !ids.has(id) && ids.add(id));
  }
}

interface Value {
  readonly key: KeyBefore;
  readonly range: Range;
  /** The text in the range before the cursor. */
  readonly text: string;
  /** The text before the range, starting with the line above. */
  readonly before: string;
}

/** Returns the value at a position, with its key. */
function valueAt(document: TextDocument, position: Position, line: string): Value | undefined {
  const [typed = ''] = /[\w-]*$/.exec(line.slice(0, position.character).slice(-LONGEST_BEFORE)) ?? [];
  const [after = ''] = /^[\w-]*/.exec(line.slice(position.character, position.character + LONGEST_BEFORE)) ?? [];
  const start = position.character - typed.length;
  const above = document.getText(new Range(Math.max(0, position.line - 1), 0, position.line, 0));
  const before = above + line.slice(0, start);
  const key = new KeyReader(before).before(before.length);
  return key === undefined
    ? undefined
    : {
        key,
        range: new Range(position.line, start, position.line, position.character + after.length),
        text: typed,
        before,
      };
}

/** Returns a function that says whether an item contains the characters of a text in order, as VS Code matches them. */
function matches(text: string): (item: KnownItem) => boolean {
  const typed = text.toLowerCase();
  return (item) => {
    const searched = filterText(item).toLowerCase();
    let from = 0;
    return Array.from(typed).every((character) => {
      from = searched.indexOf(character, from) + 1;
      return from > 0;
    });
  };
}

function filterText(item: KnownItem): string {
  return `${nameOf(item)} ${item.id}`;
}

function nameOf(item: KnownItem): string {
  switch (item.kind) {
    case 'bucket':
      return visibleText(item.name);
    case 'project':
      return visibleText(item.projectName);
    case 'role':
      return shortName(item);
  }
}

function completionOf(item: KnownItem, range: Range, text: string): IdCompletion {
  const description = item.kind === 'bucket' ? visibleText(item.provider) : '';
  // VS Code shows icons in labels.
  const completion = new IdCompletion(item, {
    label: choiceText(nameOf(item)),
    description: choiceText(description),
  });
  completion.detail = plainText(item.kind === 'project' ? item.id : visibleText(item.projectName));
  completion.range = range;
  completion.insertText = copiedText(text);
  completion.filterText = filterText(item);
  return completion;
}

/** Returns the last item, which opens *Find Export Bucket* and changes no text. */
function loadItem({ range, text }: Value): CompletionItem {
  const item = new CompletionItem({ label: choiceText(l10n.t('Load Export Buckets…')) }, CompletionItemKind.Event);
  item.insertText = copiedText(text);
  item.filterText = text;
  item.range = new Range(range.start, range.start.translate(0, text.length));
  item.sortText = '\uFFFF';
  item.command = { command: COMMANDS.find, title: plainText(l10n.t('Find Export Bucket…')) };
  return item;
}
