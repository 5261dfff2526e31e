import { Disposable, EventEmitter, languages, workspace } from 'vscode';
import type { App } from '../app';
import { KnownIds, LoadedSource, RememberedSource } from '../files/known';
import type { OpenDetails } from '../find';
import type { RememberedLists } from '../model/remembered/rememberedLists';
import { PREFIX, SETTINGS } from '../manifest';
import type { Providers } from './providers';
import { registerChecks } from './registerChecks';
import { selector, TRIGGERS } from './selector';

/** Milliseconds between two updates of the names in files while lists are loaded. */
const STEP = 300;

/**
 * Registers what explains IDs in files: names beside them, hovers, definitions, links, completions, and *Find ID Under
 * Cursor*. Opening a file sends no request.
 * @param remembered returns what is remembered of lists that are not loaded
 */
export function registerEditor(app: App, open: OpenDetails, remembered: () => Promise<RememberedLists>): Disposable {
  const { credentials, onDidLoad, report, targets, tree } = app;
  const former = new RememberedSource();
  const known = new KnownIds([new LoadedSource(tree.rows), former]);
  const changed = new EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;
  const update = (): void => {
    known.clear();
    timer ??= setTimeout(() => {
      timer = undefined;
      changed.fire();
    }, STEP);
  };
  /** Reads what is remembered, once a file needs it. */
  const readRemembered = async (): Promise<void> => {
    former.replace(await (await remembered()).read());
    update();
  };
  let loading: Promise<Providers> | undefined;
  const load = async (): Promise<Providers> => {
    if (loading === undefined) {
      loading = import('./providers').then(({ createProviders }) => createProviders(app, known, changed.event));
      readRemembered().catch(report);
    }
    return loading;
  };
  // The rows of collapsed projects are unknown to the view.
  targets.addSource((argument) => known.nodeOf(argument));
  const readAgain = (): void => {
    if (loading !== undefined) {
      readRemembered().catch(report);
    }
  };
  const files = selector();
  return Disposable.from(
    changed,
    new Disposable(() => {
      clearTimeout(timer);
    }),
    tree.onDidReadList(update),
    // The lists of collapsed projects have no rows that could change.
    onDidLoad(update),
    tree.onDidChangeTreeData(update),
    workspace.onDidChangeConfiguration((change) => {
      if (
        [SETTINGS.fileHints, SETTINGS.fileDiagnostics].some((name) => change.affectsConfiguration(`${PREFIX}.${name}`))
      ) {
        changed.fire();
      }
      if (change.affectsConfiguration(`${PREFIX}.${SETTINGS.rememberLists}`)) {
        readAgain();
      }
    }),
    credentials.onDidChange(readAgain),
    languages.registerInlayHintsProvider(files, {
      onDidChangeInlayHints: changed.event,
      provideInlayHints: async (document, range) => (await load()).hints.provideInlayHints(document, range),
    }),
    languages.registerHoverProvider(files, {
      provideHover: async (document, position) => (await load()).hovers.provideHover(document, position),
    }),
    languages.registerDefinitionProvider(files, {
      provideDefinition: async (document, position) => (await load()).definitions.provideDefinition(document, position),
    }),
    languages.registerDocumentLinkProvider(files, {
      provideDocumentLinks: async (document) => (await load()).links.provideDocumentLinks(document),
    }),
    languages.registerCompletionItemProvider(
      files,
      {
        provideCompletionItems: async (document, position) => {
          const line = document.lineAt(position.line).text;
          return (await load()).completions.provide(document, position, line);
        },
        resolveCompletionItem: async (item) => (await load()).completions.resolve(item),
      },
      ...TRIGGERS,
    ),
    registerChecks(app, { known, files, onDidChange: changed.event }),
    app.commands.register(['findIdUnderCursor'], async () => {
      const [{ findIdUnderCursor }, lists] = await Promise.all([import('./findIdUnderCursor'), remembered()]);
      const options = { ...app, open, known, remembered: lists };
      return { findIdUnderCursor: (argument) => findIdUnderCursor(argument, options) };
    }),
  );
}
