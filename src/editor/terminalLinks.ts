import { l10n, TerminalLink, type TerminalLinkContext, type TerminalLinkProvider } from 'vscode';
import { plainText } from '../text/sinks';

/** A link in a terminal that leads to an ID. */
class IdLink extends TerminalLink {
  constructor(
    start: number,
    length: number,
    readonly id: string,
  ) {
    super(start, length, plainText(l10n.t('Find in Atlas')));
  }
}

/** Links the IDs of Atlas in terminals. Sends no request: a click opens *Find Export Bucket* with the ID. */
export class IdTerminalLinks implements TerminalLinkProvider {
  constructor(
    private readonly isTrusted: () => boolean,
    private readonly find: (id: string) => Promise<void>,
  ) {}

  async provideTerminalLinks({ line }: Pick<TerminalLinkContext, 'line'>): Promise<IdLink[]> {
    const { terminalIdsIn } = await import('../files/terminalIds');
    return this.isTrusted() ? terminalIdsIn(line).map(({ id, start, length }) => new IdLink(start, length, id)) : [];
  }

  async handleTerminalLink(link: TerminalLink): Promise<void> {
    if (link instanceof IdLink) {
      await this.find(link.id);
    }
  }
}
