/**
 * Returns the attributes of an element with its own context menu. VS Code passes them to the commands of the menu, and
 * shows them only if their `when` matches the section.
 * @param id the ID of a tree row
 * @param hasConsole whether the row has a page in the console of its cloud
 * @see https://code.visualstudio.com/api/extension-guides/webview#context-menus
 */
export function contextMenu(section: string, id: string, hasConsole = false): Readonly<Record<string, string>> {
  return {
    'data-vscode-context': JSON.stringify({
      webviewSection: section,
      webviewConsole: hasConsole,
      id,
      preventDefaultContextMenuItems: true,
    }),
  };
}
