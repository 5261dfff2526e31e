import { commands, Disposable, EventEmitter, FileType, window, workspace, type ExtensionContext } from 'vscode';

/** The command names of this extension, defined by the build. */
declare const COMMAND_NAMES: readonly string[];

const NAME = 'registersTheSame';

/** Registers as much as this extension does at activation, without any code behind it. */
export function activate({ secrets, globalState, subscriptions }: ExtensionContext): void {
  const nothing = (): undefined => undefined;
  const rows = { getChildren: () => [], getTreeItem: (row: string) => ({ label: row }) };
  const files = {
    onDidChangeFile: new EventEmitter<never>().event,
    watch: () => new Disposable(nothing),
    stat: () => ({ type: FileType.File, ctime: 0, mtime: 0, size: 0 }),
    readDirectory: () => [],
    readFile: () => new Uint8Array(),
    createDirectory: nothing,
    writeFile: nothing,
    delete: nothing,
    rename: nothing,
  };
  const tabs = { deserializeWebviewPanel: () => Promise.resolve() };
  subscriptions.push(
    window.createOutputChannel(NAME, { log: true }),
    window.createTreeView(`${NAME}.projects`, {
      treeDataProvider: rows,
      dragAndDropController: { dragMimeTypes: [], dropMimeTypes: [] },
      canSelectMany: true,
    }),
    window.registerUriHandler({ handleUri: nothing }),
    ...COMMAND_NAMES.map((name) => commands.registerCommand(`${NAME}.${name}`, nothing)),
    ...['-json', '-raw'].map((kind) =>
      workspace.registerFileSystemProvider(`${NAME.toLowerCase()}${kind}`, files, { isReadonly: true }),
    ),
    ...['details', 'overview'].map((tab) => window.registerWebviewPanelSerializer(`${NAME}.${tab}`, tabs)),
    secrets.onDidChange(nothing),
    window.onDidChangeWindowState(nothing),
    workspace.onDidChangeConfiguration(nothing),
  );
  globalState.get('credentials');
  void commands.executeCommand('setContext', `${NAME}.state`, 'signedOut');
}
