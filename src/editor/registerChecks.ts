import {
  commands,
  Disposable,
  EventEmitter,
  languages,
  Uri,
  window,
  workspace,
  type DocumentSelector,
  type Event,
} from 'vscode';
import type { App } from '../app';
import type { KnownIds } from '../files/known';
import { CHECK_SCHEME, COMMANDS } from '../manifest';
import type { FileDiagnostics } from './diagnostics';
import { IdTerminalLinks } from './terminalLinks';

/**
 * Registers what says that something in a file is wrong, the commands that check files, and the links of IDs in terminals.
 * Only the commands send requests.
 */
export function registerChecks(
  app: App,
  { known, files, onDidChange }: { known: KnownIds; files: DocumentSelector; onDidChange: Event<void> },
): Disposable {
  const changedReport = new EventEmitter<Uri>();
  let report = '';
  let loading: Promise<FileDiagnostics> | undefined;
  let isDisposed = false;
  const diagnostics = async (): Promise<FileDiagnostics> =>
    (loading ??= Promise.all([import('./diagnostics'), import('../files/loadedReadings')]).then(
      ([{ FileDiagnostics }, { LoadedReadings }]) => {
        const created = new FileDiagnostics({
          files,
          lists: () => {
            const readings = new LoadedReadings(app.tree.rows);
            return {
              get: (id) => known.get(id),
              get buckets() {
                return known.buckets;
              },
              readingsOf: (projectId) => readings.of(projectId),
            };
          },
          isEnabled: () => app.settings.fileDiagnostics(),
          onDidChange,
        });
        if (isDisposed) {
          created.dispose();
        }
        return created;
      },
    ));
  let showing: Promise<Disposable> | undefined;
  const start = (): void => {
    diagnostics().catch(app.report);
    showing ??= Promise.all([import('./filesWithIds'), import('./scans')]).then(([{ showFilesWithIds }, { Scans }]) => {
      const created = showFilesWithIds(new Scans(), files);
      if (isDisposed) {
        created.dispose();
      }
      return created;
    });
    showing.catch(app.report);
  };
  const isShown = workspace.textDocuments.some((document) => languages.match(files, document) > 0);
  if (isShown) {
    start();
  }
  return Disposable.from(
    changedReport,
    new Disposable(() => {
      isDisposed = true;
      for (const started of [loading, showing]) {
        started?.then((created) => {
          created.dispose();
        }, app.report);
      }
    }),
    workspace.onDidOpenTextDocument((document) => {
      if (languages.match(files, document) > 0) {
        start();
      }
    }),
    languages.registerCodeActionsProvider(files, {
      provideCodeActions: async (document, range, context) =>
        (await diagnostics()).provideCodeActions(document, range, context),
    }),
    workspace.registerTextDocumentContentProvider(CHECK_SCHEME, {
      onDidChange: changedReport.event,
      provideTextDocumentContent: () => report,
    }),
    app.commands.register(['checkIdsInFile', 'checkIdsInWorkspace'], async () => {
      const [{ checkCommands }, { questionsOfVSCode }, shown] = await Promise.all([
        import('./check/checkCommands'),
        import('./check/questions'),
        diagnostics(),
      ]);
      const uri = Uri.from({ scheme: CHECK_SCHEME, path: '/atlas-ids.md' });
      return checkCommands({
        ...app,
        isTrusted: () => workspace.isTrusted,
        questions: questionsOfVSCode(),
        showFindings: (checked) => {
          shown.showChecked(checked);
        },
        showReport: async (text) => {
          report = text;
          changedReport.fire(uri);
          await window.showTextDocument(uri, { preview: false });
        },
      });
    }),
    window.registerTerminalLinkProvider(
      new IdTerminalLinks(
        () => workspace.isTrusted,
        async (id) => {
          await commands.executeCommand(COMMANDS.findIdUnderCursor, id);
        },
      ),
    ),
  );
}
