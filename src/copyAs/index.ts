import { Disposable } from 'vscode';
import type { App } from '../app';
import { COPY_AS_COMMANDS } from './commandNames';
import { LastEditor } from './lastEditor';

/** Registers the commands that copy and insert IDs and references, and that open their web pages. */
export function registerCopyAs(app: App): Disposable {
  const lastEditor = new LastEditor();
  return Disposable.from(
    lastEditor,
    app.commands.register(COPY_AS_COMMANDS, async () =>
      (await import('./copyAsCommands')).copyAsCommands({ ...app, lastEditor }),
    ),
  );
}
