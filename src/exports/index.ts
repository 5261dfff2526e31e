import type { Disposable } from 'vscode';
import type { App } from '../app';
import type { OpenToSide } from './checkCommands';

/** Registers the commands that check exports. */
export function registerExports(app: App, openToSide: OpenToSide): Disposable {
  return app.commands.register(['checkExports', 'checkAllExports'], async () =>
    (await import('./checkCommands')).checkCommands(app, openToSide),
  );
}
