import type { Disposable } from 'vscode';
import type { App } from '../app';
import { COMMANDS_OF } from '../manifest';

/** Registers the commands that add, change and remove credentials, and that add projects by ID. */
export function registerSignIn(app: App): Disposable {
  return app.commands.register(COMMANDS_OF.signIn, async () => (await import('./signInCommands')).signInCommands(app));
}
