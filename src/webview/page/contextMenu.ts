/**
 * Returns the attributes of an element with its own context menu. VS Code passes them to the commands of the menu, and
 * shows them only if their `when` matches the section.
 * @param id the ID of a tree row
 * @see https://code.visualstudio.com/api/extension-guides/webview#context-menus
 */
export function contextMenu(section: string, id: string): Readonly<Record<string, string>> {
  return {
    'data-vscode-context': JSON.stringify({ webviewSection: section, id, preventDefaultContextMenuItems: true }),
  };
}
