import { commands } from 'vscode';

/** Opens a URL in the browser. Unlike `env.openExternal`, it doesn't decode encoded characters. */
export async function openPage(page: string): Promise<void> {
  await commands.executeCommand('vscode.open', page);
}
