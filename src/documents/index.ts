import { Disposable, l10n, MarkdownString, workspace } from 'vscode';
import type { App } from '../app';
import { RAW_SCHEME, SCHEME } from '../manifest';
import { exportBucketNodeId, type ItemNode } from '../model/nodes';
import type { Rows } from '../tree/rows';
import { exportBucketDocuments } from './exportBucketDocuments';
import { RawPages } from './rawPages';
import { parseRawResponseUri } from './rawResponseUri';
import { ReadOnlyDocuments } from './readOnlyDocuments';

const COMMANDS = ['openJson', 'compareSelected', 'showRawResponse', 'nextRawPage', 'previousRawPage'] as const;

/** Returns a loaded row that the view has not displayed yet. */
function loadedRow(rows: Pick<Rows, 'roots' | 'projectsOf'>, id: string): ItemNode | undefined {
  return rows
    .roots()
    .flatMap((root) => rows.projectsOf(root))
    .filter(({ node }) => id.startsWith(`b:${node.id.slice(2)}/`))
    .flatMap(({ list }) => list?.rows() ?? [])
    .find((row) => row.id === id);
}

/** Registers the read-only documents: an export bucket as JSON, and a raw response of a list. */
export function registerDocuments(app: App): Disposable {
  const { credentials, tree } = app;
  const documents = exportBucketDocuments(credentials, ({ credentialId, projectId, exportBucketId }) => {
    const id = exportBucketNodeId(credentialId, projectId, exportBucketId);
    const row = tree.rows.find({ id }) ?? loadedRow(tree.rows, id);
    return row?.kind === 'exportBucket' ? row : undefined;
  });
  const rawPages = new RawPages();
  const rawResponses = new ReadOnlyDocuments(RAW_SCHEME, (uri) => {
    const address = parseRawResponseUri(uri);
    return (
      address &&
      (async () => {
        const { text, neighbors } = await (await import('./rawResponseText')).readRawResponse(address, credentials);
        rawPages.record(uri.path, neighbors);
        return text;
      })
    );
  });
  const options = {
    isReadonly: new MarkdownString(l10n.t('This document shows data from Atlas and can’t be edited.')),
    isCaseSensitive: true,
  };
  const refreshOpen = (): void => {
    documents.refreshOpen();
    rawResponses.refreshOpen();
  };
  return Disposable.from(
    workspace.registerFileSystemProvider(SCHEME, documents, options),
    workspace.registerFileSystemProvider(RAW_SCHEME, rawResponses, options),
    app.commands.register(COMMANDS, async () =>
      (await import('./documentCommands')).documentCommands({ ...app, documents, rawResponses, rawPages }),
    ),
    credentials.onDidChange((id, what) => {
      if (what !== 'name' || credentials.find(id) === undefined) {
        refreshOpen();
      }
    }),
    app.onDidChangeApiVersion(refreshOpen),
  );
}
