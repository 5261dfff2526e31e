import { commands } from 'vscode';

/** Opens a URL in the browser without changes. `env.openExternal` would decode its encoded parts. */
export async function openPage(page: string): Promise<void> {
  await commands.executeCommand('vscode.open', page);
}
