import { Disposable } from 'vscode';
import type { App } from '../app';
import { COMMANDS_OF } from '../manifest';
import type { RoleOf } from './copyGrants';
import { LastEditor } from './lastEditor';

/**
 * Registers the commands that copy and insert IDs and references, and that open their web pages.
 * @param roleOf loads the role of an export bucket
 */
export function registerCopyAs(app: App, roleOf: RoleOf): Disposable {
  const lastEditor = new LastEditor();
  return Disposable.from(
    lastEditor,
    app.commands.register(COMMANDS_OF.copyAs, async () =>
      (await import('./copyAsCommands')).copyAsCommands({ ...app, lastEditor, roleOf }),
    ),
  );
}
