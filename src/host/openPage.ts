import { commands } from 'vscode';

/** Opens a page in the browser, at exactly this address: `env.openExternal` would decode what is encoded in it. */
export async function openPage(page: string): Promise<void> {
  await commands.executeCommand('vscode.open', page);
}
