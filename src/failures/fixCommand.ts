import { COMMANDS } from '../manifest';
import type { FailureDescription } from './failure';

/** A command with its title and arguments, for a tree item or a button. */
export interface FixCommand {
  readonly command: string;
  readonly title: string;
  readonly arguments: unknown[];
}

/** Returns the command that fixes a failure of the list in which `node` is a row. */
export function fixCommand({ fix, fixTitle }: FailureDescription, node: unknown): FixCommand {
  const command = (name: string, argument?: unknown): FixCommand => ({
    command: name,
    title: fixTitle,
    arguments: argument === undefined ? [] : [argument],
  });
  switch (fix.kind) {
    case 'openAccessManager':
    case 'openAccessList':
      return command(COMMANDS[fix.kind], fix.page);
    case 'openSettings':
      return command(COMMANDS.openSettings, fix.query);
    case 'retry':
    case 'updateSecret':
    case 'changeBaseUrl':
    case 'removeCredential':
      return command(COMMANDS[fix.kind], node);
    case 'refresh':
    case 'showLog':
    case 'addCredential':
      return command(COMMANDS[fix.kind]);
  }
}
