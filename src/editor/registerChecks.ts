import {
  commands,
  Disposable,
  EventEmitter,
  l10n,
  languages,
  TerminalLink,
  Uri,
  window,
  workspace,
  type DocumentSelector,
  type Event,
} from 'vscode';
import type { App } from '../app';
import type { KnownIds } from '../files/known';
import { CHECK_SCHEME, COMMANDS } from '../manifest';
import { plainText } from '../text/sinks';
import type { FileDiagnostics } from './diagnostics';

/** A link in a terminal that leads to an ID. */
class IdLink extends TerminalLink {
  constructor(
    start: number,
    length: number,
    readonly id: string,
  ) {
    super(start, length, plainText(l10n.t('Find in Atlas')));
  }
}

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
  const start = (): void => {
    diagnostics().catch(app.report);
  };
  const isShown = workspace.textDocuments.some((document) => languages.match(files, document) > 0);
  if (isShown) {
    start();
  }
  return Disposable.from(
    changedReport,
    new Disposable(() => {
      isDisposed = true;
      loading?.then((created) => {
        created.dispose();
      }, app.report);
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
    window.registerTerminalLinkProvider({
      provideTerminalLinks: async ({ line }) => {
        const { terminalIdsIn } = await import('../files/terminalIds');
        return workspace.isTrusted
          ? terminalIdsIn(line).map(({ id, start: at, length }) => new IdLink(at, length, id))
          : [];
      },
      handleTerminalLink: async ({ id }: IdLink) => {
        await commands.executeCommand(COMMANDS.findIdUnderCursor, id);
      },
    }),
  );
}
