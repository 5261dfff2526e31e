import assert from 'node:assert/strict';
import path from 'node:path';
import ts from 'typescript';
import { root } from './sources';
import { quickInputsIn, type Opened } from './text/quickInputFinder';
import { textsGivenToVSCode, type Given } from './text/sinkFinder';

/** The places where VS Code shows a text, and the functions that make it harmless there. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  'AccessibilityInformation.label': ['plainText'],
  'Clipboard.writeText': ['copiedText'],
  'CodeAction.constructor': ['plainText'],
  'Command.title': ['plainText'],
  'CompletionItem.detail': ['plainText'],
  'CompletionItem.insertText': ['copiedText'],
  'CompletionItemLabel.description': ['choiceText'],
  'CompletionItemLabel.label': ['choiceText'],
  'Diagnostic.constructor': ['plainText'],
  'DataTransferItem.constructor': ['copiedText'],
  'DocumentLink.tooltip': ['plainText'],
  'FileSystemError.Unavailable': ['notificationText'],
  'InlayHintLabelPart.constructor': ['plainText'],
  'InputBox.placeholder': ['inputText'],
  'InputBox.prompt': ['inputText'],
  'InputBox.validationMessage': ['inputText'],
  'LanguageModelTextPart.constructor': ['modelText'],
  'LanguageModelToolConfirmationMessages.title': ['notificationText'],
  'LogOutputChannel.error': ['logText'],
  'LogOutputChannel.info': ['logText'],
  'LogOutputChannel.warn': ['logText'],
  'MarkdownString.appendMarkdown': ['commandLink'],
  'MarkdownString.constructor': ['markdownText'],
  'MessageOptions.detail': ['notificationText'],
  'PreparedToolInvocation.invocationMessage': ['notificationText'],
  'ProgressOptions.title': ['notificationText'],
  'QuickInput.title': ['titleText'],
  'QuickInputButton.tooltip': ['titleText'],
  'QuickPick.items': ['choice'],
  'QuickPick.placeholder': ['inputText'],
  'QuickPickOptions.placeHolder': ['inputText'],
  'QuickPickOptions.title': ['titleText'],
  'SaveDialogOptions.title': ['titleText'],
  'StatusBarItem.name': ['titleText'],
  'StatusBarItem.text': ['statusBarText'],
  'TerminalLink.constructor': ['plainText'],
  'TextEditorEdit.replace': ['copiedText'],
  'TreeItem.constructor': ['plainText'],
  'TreeItem.description': ['plainText'],
  'TreeItem.label': ['plainText'],
  'TreeItem.tooltip': ['plainText'],
  'TreeView.description': ['plainText'],
  'TreeView.message': ['plainText'],
  'WorkspaceEdit.replace': ['copiedText'],
  'WebviewPanel.title': ['titleText'],
  'commands.executeCommand vscode.diff': ['titleText'],
  'window.createOutputChannel': ['titleText'],
  'window.createWebviewPanel': ['titleText'],
  'window.setStatusBarMessage': ['statusBarText'],
  'window.showErrorMessage': ['notificationText'],
  'window.showInformationMessage': ['notificationText'],
  'window.showQuickPick': ['choice'],
  'window.showWarningMessage': ['notificationText'],
  'withProgress.message': ['notificationText'],
};

/** Files whose rows all go through `row` before VS Code gets them. test/integration/hostileRows.test.ts checks it. */
const ROWS = ['src/tree/toTreeItem.ts', 'src/tree/messageItems.ts'];
const OF_ROWS = /^(TreeItem|AccessibilityInformation|Command)\./;

/** Texts that VS Code doesn't show, or shows as a plain-text document. */
const NOT_SHOWN: readonly string[] = [
  'Command.command',
  'ConfigurationChangeEvent.affectsConfiguration',
  // Constants; the message is checked separately.
  'Diagnostic.code',
  'Diagnostic.source',
  'languages.createDiagnosticCollection',
  'languages.match',
  'languages.registerCodeActionsProvider',
  'workspace.findFiles',
  'workspace.registerTextDocumentContentProvider',
  // What the user types is compared with these.
  'CompletionItem.filterText',
  'CompletionItem.sortText',
  // Its label is checked separately.
  'CompletionItem.constructor',
  // Its items are checked separately.
  'CompletionList.constructor',
  // A type of data; the text itself is checked separately.
  'DataTransfer.set',
  // A text that the user edits.
  'InputBox.value',
  'QuickPick.value',
  // Items become harmless when VS Code gets the list (`QuickPick.items`, `window.showQuickPick`).
  'QuickPickItem.description',
  'QuickPickItem.detail',
  'QuickPickItem.label',
  // A subset of the items in the list.
  'QuickPick.activeItems',
  // Its label is checked separately.
  'StatusBarItem.accessibilityInformation',
  'ThemeColor.constructor',
  'ThemeIcon.constructor',
  'AccessibilityInformation.role',
  'FileSystem.isWritableFileSystem',
  'TreeItem.contextValue',
  'TreeItem.id',
  // Other tests check the names of documents.
  'Uri.file',
  'Uri.joinPath',
  'from.path',
  'from.query',
  'from.scheme',
  'with.authority',
  'with.query',
  'with.scheme',
  'Webview.html',
  'WorkspaceConfiguration.get',
  // An exported list, which its format makes harmless.
  'WorkspaceEdit.insert',
  'openTextDocument.encoding',
  'openTextDocument.language',
  'commands.executeCommand',
  'commands.executeCommand setContext',
  'commands.executeCommand vscode.open',
  'commands.executeCommand workbench.action.openSettings',
  'commands.executeCommand workbench.action.openWalkthrough',
  'isTrusted.enabledCommands',
  // Which files a provider is for.
  'DocumentFilter.pattern',
  'languages.registerCompletionItemProvider',
  'languages.registerDefinitionProvider',
  'languages.registerDocumentLinkProvider',
  'languages.registerHoverProvider',
  'languages.registerInlayHintsProvider',
  // Returns a text without showing it.
  'l10n.t',
  't.args',
  't.comment',
  't.message',
  // The name of a tool.
  'lm.registerTool',
  'location.viewId',
  'window.createTreeView',
  'window.registerWebviewPanelSerializer',
  'workspace.getConfiguration',
  'workspace.registerFileSystemProvider',
];

/** Code that bypasses the functions, one example per line. */
const PLANTED = [
  'void window.showErrorMessage(name);',
  'void window.showInformationMessage(`Saved ${name}`);',
  "void window.showWarningMessage(l10n.t('Remove {0}?', name), { modal: true, detail: name });",
  "window.setStatusBarMessage(name + '!', 3000);",
  'void window.showQuickPick([name]);',
  "void window.showQuickPick([{ label: 'a', description: name }]);",
  'void window.showQuickPick(Promise.resolve(items), { title: name });',
  'picker.items = items;',
  "picker['title'] = name;",
  'Object.assign(picker, { label: name });',
  'box.prompt = plainText(name);',
  'box.validationMessage = { message: name, severity: 3 };',
  'new TreeItem(name);',
  'item.label = name;',
  "item.accessibilityInformation = { label: shout(name), role: 'x' };",
  'new MarkdownString(name);',
  'new MarkdownString().appendMarkdown(name);',
  'item.tooltip = name;',
  'view.badge = { value: 1, tooltip: name };',
  "view.message = name.split(' ').map((word) => word).join(' ');",
  "window.createWebviewPanel('x', name, 1);",
  'void env.clipboard.writeText(name);',
  "void commands.executeCommand('vscode.diff', undefined, undefined, name);",
  'throw FileSystemError.FileNotFound(name);',
];

const PLANTED_FILE = path.join(root, 'src/planted.ts');
const PLANTED_TEXT = `import { commands, env, FileSystemError, l10n, MarkdownString, TreeItem, window } from 'vscode';
import type { InputBox, QuickPick, QuickPickItem, TreeView } from 'vscode';
import { plainText } from './text/sinks';
const shout = (text: string) => { if (text === '') { return plainText(text); } return text.toUpperCase(); };
export function planted(name: string, items: QuickPickItem[], picker: QuickPick<QuickPickItem>, box: InputBox, item: TreeItem, view: TreeView<unknown>) {
${PLANTED.join('\n')}
}
`;
const LINES_BEFORE = 5;

function described({ file, line, sink, code }: Given): string {
  return `${path.relative(root, file)}:${line} gives ${sink} the text ${code}`;
}

/** Returns whether a text is shown unchanged. */
function isBypass({ sink, file, through, bare }: Given): boolean {
  const harmless = SHOWN[sink];
  if (NOT_SHOWN.includes(sink) || (OF_ROWS.test(sink) && ROWS.includes(path.relative(root, file)))) {
    return false;
  }
  return harmless === undefined || bare !== undefined || through.some((name) => !harmless.includes(name));
}

describe('Every text that VS Code shows', function () {
  this.timeout(120_000);
  let given: readonly Given[] = [];
  let opened: readonly Opened[] = [];

  before(() => {
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)).config,
      ts.sys,
      root,
    );
    const host = ts.createCompilerHost(options);
    const getSourceFile = host.getSourceFile.bind(host);
    host.getSourceFile = (file, ...others) =>
      file === PLANTED_FILE
        ? ts.createSourceFile(file, PLANTED_TEXT, ts.ScriptTarget.ES2023, true)
        : getSourceFile(file, ...others);
    const program = ts.createProgram([path.join(root, 'src/extension.ts'), PLANTED_FILE], options, host);
    const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(path.join(root, 'src/')));
    given = textsGivenToVSCode(program.getTypeChecker(), ours);
    opened = quickInputsIn(program.getTypeChecker(), ours);
  });

  it('goes through the function for its place', () => {
    const bypasses = given.filter(({ file }) => file !== PLANTED_FILE).filter(isBypass);
    assert.deepEqual(bypasses.map(described), []);
  });

  it('is below a title in each list and box that VS Code opens', () => {
    const untitled = new Set(opened.flatMap(({ file, hasTitle }) => (hasTitle ? [] : path.relative(root, file))));
    assert.deepEqual([...untitled], ['src/planted.ts']);
    assert.ok(opened.length > 10, 'few lists and boxes were found');
  });

  it('uses every entry of the lists above', () => {
    const sinks = new Set(given.map(({ sink }) => sink));
    assert.deepEqual(
      [...Object.keys(SHOWN), ...NOT_SHOWN].filter((sink) => !sinks.has(sink)),
      [],
    );
  });

  PLANTED.forEach((code, index) => {
    it(`is detected when it bypasses the functions: ${code}`, () => {
      const line = LINES_BEFORE + index + 1;
      const found = given.filter((one) => one.file === PLANTED_FILE && one.line === line && isBypass(one));
      assert.notEqual(found.length, 0);
    });
  });
});
