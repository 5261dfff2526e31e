import type { Disposable } from 'vscode';
import type { App } from '../app';
import { SIGN_IN_COMMANDS } from './commandNames';

/** Registers the commands that add, change and remove credentials, and that add projects by ID. */
export function registerSignIn(app: App): Disposable {
  return app.commands.register(SIGN_IN_COMMANDS, async () => (await import('./signInCommands')).signInCommands(app));
}
