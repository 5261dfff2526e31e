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
import { OnDemand } from '../host/onDemand';
import { CHECK_SCHEME, COMMANDS, COMMANDS_OF } from '../manifest';
import type { Scans } from './scans';
import { IdTerminalLinks } from './terminalLinks';

interface CheckParts {
  readonly known: KnownIds;
  readonly files: DocumentSelector;
  /** Returns the IDs of documents, whose code is loaded with the first one. */
  readonly scans: () => Promise<Scans>;
  readonly onDidChange: Event<void>;
}

/**
 * Registers what says that something in a file is wrong, the commands that check files, and the links of IDs in terminals.
 * Only the commands send requests.
 */
export function registerChecks(app: App, { known, files, scans, onDidChange }: CheckParts): Disposable {
  const changedReport = new EventEmitter<Uri>();
  let report = '';
  const diagnostics = new OnDemand(async () => {
    const [{ FileDiagnostics }, { LoadedBucketLists }, shared] = await Promise.all([
      import('./diagnostics'),
      import('../files/loadedBuckets'),
      scans(),
    ]);
    return new FileDiagnostics({
      files,
      scans: shared,
      lists: () => {
        const lists = new LoadedBucketLists(app.tree.rows);
        return {
          get: (id) => known.get(id),
          get buckets() {
            return known.buckets;
          },
          loadedBucketsOf: (projectId) => lists.of(projectId),
        };
      },
      isEnabled: () => app.settings.fileDiagnostics(),
      onDidChange,
    });
  });
  const filesWithIds = new OnDemand(async () => {
    const [{ showFilesWithIds }, shared] = await Promise.all([import('./filesWithIds'), scans()]);
    return showFilesWithIds(shared, files);
  });
  const start = (): void => {
    for (const part of [diagnostics, filesWithIds]) {
      part.get().catch(app.report);
    }
  };
  const isShown = workspace.textDocuments.some((document) => languages.match(files, document) > 0);
  if (isShown) {
    start();
  }
  return Disposable.from(
    changedReport,
    diagnostics,
    filesWithIds,
    workspace.onDidOpenTextDocument((document) => {
      if (languages.match(files, document) > 0) {
        start();
      }
    }),
    languages.registerCodeActionsProvider(files, {
      provideCodeActions: async (document, range, context) =>
        (await diagnostics.get()).provideCodeActions(document, range, context),
    }),
    workspace.registerTextDocumentContentProvider(CHECK_SCHEME, {
      onDidChange: changedReport.event,
      provideTextDocumentContent: () => report,
    }),
    app.commands.register(COMMANDS_OF.checks, async () => {
      const [{ checkCommands }, { questionsOfVSCode }, shown] = await Promise.all([
        import('./check/checkCommands'),
        import('./check/questions'),
        diagnostics.get(),
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
