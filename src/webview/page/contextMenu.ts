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

/** Gives the whole page a context menu of its own; by default, an empty one. */
export function setContextMenu(section = 'none', id = '', hasConsole = false): void {
  for (const [name, value] of Object.entries(contextMenu(section, id, hasConsole))) {
    document.body.setAttribute(name, value);
  }
}
