import { Disposable, EventEmitter, languages, workspace } from 'vscode';
import type { App } from '../app';
import { KnownIds, LoadedSource } from '../files/known';
import type { OpenDetails } from '../find';
import { PREFIX, SETTINGS } from '../manifest';
import type { Providers } from './providers';
import { registerChecks } from './registerChecks';
import { selector, TRIGGERS } from './selector';

/** Milliseconds between two updates of the names in files while lists are loaded. */
const STEP = 300;

/**
 * Registers what explains IDs in files: names beside them, hovers, definitions, links, completions, and *Find ID Under
 * Cursor*. Opening a file sends no request.
 */
export function registerEditor(app: App, open: OpenDetails): Disposable {
  const { targets, tree } = app;
  const known = new KnownIds([new LoadedSource(tree.rows)]);
  const changed = new EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;
  const update = (): void => {
    known.clear();
    timer ??= setTimeout(() => {
      timer = undefined;
      changed.fire();
    }, STEP);
  };
  let loading: Promise<Providers> | undefined;
  const load = async () =>
    (loading ??= import('./providers').then(({ createProviders }) => createProviders(app, known, changed.event)));
  // The rows of collapsed projects are unknown to the view.
  targets.addSource((argument) => known.nodeOf(argument));
  const files = selector();
  return Disposable.from(
    changed,
    new Disposable(() => {
      clearTimeout(timer);
    }),
    tree.onDidReadList(update),
    tree.onDidChangeTreeData(update),
    workspace.onDidChangeConfiguration((change) => {
      if (
        [SETTINGS.fileHints, SETTINGS.fileDiagnostics].some((name) => change.affectsConfiguration(`${PREFIX}.${name}`))
      ) {
        changed.fire();
      }
    }),
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
        provideCompletionItems: async (document, position) =>
          (await load()).completions.provideCompletionItems(document, position),
        resolveCompletionItem: async (item) => (await load()).completions.resolveCompletionItem(item),
      },
      ...TRIGGERS,
    ),
    registerChecks(app, { known, files, onDidChange: changed.event }),
    app.commands.register(['findIdUnderCursor'], async () => {
      const { findIdUnderCursor } = await import('./findIdUnderCursor');
      return { findIdUnderCursor: (argument) => findIdUnderCursor(argument, { ...app, open, known }) };
    }),
  );
}
