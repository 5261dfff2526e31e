import type { Disposable } from 'vscode';
import type { App } from '../app';

const COMMANDS = [
  'addCredential',
  'manageCredentials',
  'checkAccess',
  'renameCredential',
  'changeBaseUrl',
  'addProject',
  'addProjectTo',
  'removeProject',
  'openKeyPage',
  'updateSecret',
  'removeCredential',
  'openAccessManager',
  'openAccessList',
] as const;

/** Registers the commands that add, change and remove credentials, and that add projects by ID. */
export function registerSignIn(app: App): Disposable {
  return app.commands.register(COMMANDS, async () => (await import('./signInCommands')).signInCommands(app));
}
