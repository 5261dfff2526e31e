import { commands, Disposable, languages, window, workspace, type DocumentSelector, type TextDocument } from 'vscode';
import { hasIdsToCheck } from '../files/checkedIds';
import { FILES_WITH_IDS } from '../manifest';
import { isRead, type Scans } from './scans';

/** Milliseconds without a change after which the visible documents are read again. */
const PAUSE = 300;

/** Keeps the paths of the visible files that have IDs of Atlas in a context key, for the menu of editors. */
export function showFilesWithIds(scans: Scans, files: DocumentSelector): Disposable {
  let timer: NodeJS.Timeout | undefined;
  let shown = '';
  const update = (): void => {
    const documents = window.visibleTextEditors.filter(({ document, visibleRanges: [range] }) => {
      const isFile = isRead(document) && languages.match(files, document) > 0;
      return isFile && range !== undefined && hasIdsToCheck(scans.of(document, range).file);
    });
    // On Windows, VS Code compares a path with backslashes, except for files of another machine.
    const paths = [...new Set(documents.flatMap(({ document: { uri } }) => [uri.path, uri.fsPath]))];
    if (paths.join('\n') !== shown) {
      shown = paths.join('\n');
      void commands.executeCommand('setContext', FILES_WITH_IDS, paths);
    }
  };
  const updateSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(update, PAUSE);
  };
  const isVisible = (document: TextDocument): boolean =>
    window.visibleTextEditors.some((editor) => editor.document === document);
  update();
  return Disposable.from(
    new Disposable(() => {
      clearTimeout(timer);
    }),
    window.onDidChangeVisibleTextEditors(updateSoon),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (isVisible(document)) {
        updateSoon();
      }
    }),
  );
}
