import type { Disposable } from 'vscode';
import type { App } from '../app';

/** Registers the command that checks exports. */
export function registerExports(app: App): Disposable {
  return app.commands.register(['checkExports'], async () => (await import('./checkCommands')).checkCommands(app));
}
