import { Disposable, languages, workspace } from 'vscode';
import type { App } from '../app';
import { LoadedSource } from '../files/known';
import type { OpenDetails } from '../find';
import { COMMANDS_OF, PREFIX, SETTINGS } from '../manifest';
import type { RememberedFeature } from '../remembered';
import { rowIdOf } from '../tree/rows';
import { KnownNames } from './knownNames';
import type { Providers } from './providers';
import { registerChecks } from './registerChecks';
import type { Scans } from './scans';
import { selector, TRIGGERS } from './selector';

/**
 * Registers what explains IDs in files: names beside them, hovers, definitions, links, completions, and *Find ID Under
 * Cursor*. Opening a file sends no request.
 */
export function registerEditor(
  app: App,
  open: OpenDetails,
  remembered: Pick<RememberedFeature, 'lists' | 'onDidClear'>,
): Disposable {
  const { credentials, onDidLoad, report, settings, targets, tree } = app;
  const names = new KnownNames(new LoadedSource(tree.rows), remembered.lists);
  const { known, onDidChange } = names;
  const update = (): void => {
    names.update();
  };
  let scanning: Promise<Scans> | undefined;
  /** All features share the IDs of documents, so that a document is read once. */
  const scans = (): Promise<Scans> => (scanning ??= import('./scans').then(({ Scans }) => new Scans()));
  let loading: Promise<Providers> | undefined;
  const load = async (): Promise<Providers> => {
    if (loading === undefined) {
      loading = Promise.all([import('./providers'), scans()]).then(([{ createProviders }, shared]) =>
        createProviders(app, known, shared, onDidChange),
      );
      names.read().catch(report);
    }
    return loading;
  };
  // The rows of collapsed projects are unknown to the view.
  targets.addSource((argument) => {
    const rowId = rowIdOf(argument);
    return rowId === undefined ? undefined : known.nodeOf(rowId);
  });
  const readAgain = (): void => {
    if (loading !== undefined) {
      names.read().catch(report);
    }
  };
  const files = selector();
  return Disposable.from(
    names,
    remembered.onDidClear(() => {
      names.forget();
    }),
    tree.onDidReadList(update),
    // The lists of collapsed projects have no rows that could change.
    onDidLoad(update),
    tree.onDidChangeTreeData(update),
    workspace.onDidChangeConfiguration((change) => {
      if (
        [SETTINGS.fileHints, SETTINGS.fileDiagnostics].some((name) => change.affectsConfiguration(`${PREFIX}.${name}`))
      ) {
        names.show();
      }
      if (change.affectsConfiguration(`${PREFIX}.${SETTINGS.rememberLists}`)) {
        if (settings.rememberLists()) {
          readAgain();
        } else {
          names.forget();
        }
      }
    }),
    credentials.onDidChange(readAgain),
    languages.registerInlayHintsProvider(files, {
      onDidChangeInlayHints: onDidChange,
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
    registerChecks(app, { known, files, scans, onDidChange }),
    app.commands.register(COMMANDS_OF.editor, async () => {
      const [{ findIdUnderCursor }, lists] = await Promise.all([import('./findIdUnderCursor'), remembered.lists()]);
      const options = { ...app, open, known, remembered: lists };
      return { findIdUnderCursor: (argument) => findIdUnderCursor(argument, options) };
    }),
  );
}
