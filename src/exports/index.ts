import type { Disposable } from 'vscode';
import type { App } from '../app';

/** Registers the commands that check exports. */
export function registerExports(app: App): Disposable {
  return app.commands.register(['checkExports', 'checkAllExports'], async () =>
    (await import('./checkCommands')).checkCommands(app),
  );
}
