import { Hover, l10n, MarkdownString, workspace, type HoverProvider, type Position, type TextDocument } from 'vscode';
import type { KnownItem } from '../files/known';
import { COMMANDS } from '../manifest';
import { commandLink, markdownText } from '../text/sinks';
import { tooltipOf } from './describe';
import type { FoundIds, IdInDocument } from './foundIds';
import { isRead } from './scans';

/** The commands that a hover may run. */
const ENABLED_COMMANDS = [
  COMMANDS.openDetails,
  COMMANDS.openJson,
  COMMANDS.openProject,
  COMMANDS.findIdUnderCursor,
] as const;

/** Explains IDs. Sends no request: an ID that isn't known is only looked up when the user clicks. */
export class IdHovers implements HoverProvider {
  /** @param searchText says how many projects a search would request */
  constructor(
    private readonly found: FoundIds,
    private readonly searchText: () => string | undefined,
  ) {}

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    const id = isRead(document) ? this.found.at(document, position) : undefined;
    if (id === undefined) {
      return undefined;
    }
    const contents =
      id.items.length > 0
        ? id.items.flatMap((item) => knownContents(item, workspace.isTrusted))
        : this.#unknownContents(id);
    return contents.length === 0 ? undefined : new Hover(contents, id.range);
  }

  #unknownContents({ id, kind }: IdInDocument): MarkdownString[] {
    // In an untrusted workspace, nothing from a file may reach a request.
    const searchText = workspace.isTrusted && kind !== 'unknown' ? this.searchText() : undefined;
    if (searchText === undefined) {
      return [];
    }
    const find = { title: l10n.t('Find in Atlas'), command: COMMANDS.findIdUnderCursor, args: [id] };
    return [new MarkdownString(markdownText([l10n.t('This ID isn’t loaded.'), searchText])), linksTo([find])];
  }
}

interface Link {
  readonly title: string;
  readonly command: (typeof ENABLED_COMMANDS)[number];
  readonly args: readonly unknown[];
}

function knownContents(item: KnownItem, isTrusted: boolean): MarkdownString[] {
  const tooltip = tooltipOf(item);
  const node = item.kind === 'role' ? undefined : item.node;
  if (node === undefined) {
    // A remembered export bucket is requested when the user opens it.
    const find = { title: l10n.t('Find in Atlas'), command: COMMANDS.findIdUnderCursor, args: [item.id] };
    return isTrusted && item.kind === 'bucket' ? [tooltip, linksTo([find])] : [tooltip];
  }
  const args = [{ id: node.id }];
  const links: readonly Link[] =
    item.kind === 'bucket'
      ? [
          { title: l10n.t('Open Details'), command: COMMANDS.openDetails, args },
          { title: l10n.t('Open as JSON'), command: COMMANDS.openJson, args },
        ]
      : [{ title: l10n.t('Open in Atlas'), command: COMMANDS.openProject, args }];
  return [tooltip, linksTo(links)];
}

/** Returns links in one line, which may run only the commands above. */
function linksTo(links: readonly Link[]): MarkdownString {
  const markdown = new MarkdownString();
  links.forEach(({ title, command, args }, index) => {
    markdown.appendMarkdown(index === 0 ? '' : ' · ');
    markdown.appendMarkdown(commandLink(title, command, args));
  });
  markdown.isTrusted = { enabledCommands: ENABLED_COMMANDS };
  return markdown;
}
