import { Disposable, l10n, MarkdownString, workspace } from 'vscode';
import type { App } from '../app';
import { COMMANDS_OF, RAW_SCHEME, SCHEME } from '../manifest';
import { projectNodeId } from '../model/nodes';
import { exportBucketDocuments } from './exportBucketDocuments';
import { RawPages } from './rawPages';
import { parseRawResponseUri } from './rawResponseUri';
import { ReadOnlyDocuments } from './readOnlyDocuments';

/** Registers the read-only documents: an export bucket as JSON, and a raw response of a list. */
export function registerDocuments(app: App): Disposable {
  const { credentials, tree } = app;
  const documents = exportBucketDocuments(credentials, ({ credentialId, projectId, exportBucketId }) => {
    const projectRowId = projectNodeId(credentialId, projectId);
    const list = tree.rows.projects().find(({ node }) => node.id === projectRowId)?.list;
    return list
      ?.rows()
      .filter((row) => row.kind === 'exportBucket')
      .find(({ bucket }) => bucket._id === exportBucketId);
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
    app.commands.register(COMMANDS_OF.documents, async () =>
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
