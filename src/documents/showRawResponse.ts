import { l10n, Uri, window } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import { parseRawResponseUri, rawResponseUri } from './rawResponseUri';
import type { RawPages } from './rawPages';
import type { ReadOnlyDocuments } from './readOnlyDocuments';
import { credentialOf, type ProjectNode } from '../model/nodes';
import { showDocument } from './showDocument';

/** Shows the first page of a project's export buckets as Atlas sent it. */
export async function showRawResponse(
  documents: ReadOnlyDocuments,
  node: ProjectNode,
  itemsPerPage: number,
): Promise<void> {
  const address = { credentialId: credentialOf(node).id, projectId: node.project.id, itemsPerPage, pageNum: 1 };
  await showDocument(documents, rawResponseUri(address));
}

/** Shows the page after or before the one in an editor. If there is none, says so and sends no request. */
export async function showOtherRawPage(
  documents: ReadOnlyDocuments,
  pages: RawPages,
  argument: unknown,
  step: 1 | -1,
  acknowledge: Acknowledge,
): Promise<void> {
  const uri = argument instanceof Uri ? argument : window.activeTextEditor?.document.uri;
  const address = uri === undefined ? undefined : parseRawResponseUri(uri);
  if (uri === undefined || address === undefined) {
    return;
  }
  const pageNum = address.pageNum + step;
  if (pageNum < 1) {
    acknowledge(l10n.t('This is the first page'), { icon: 'circle-slash' });
  } else if (step > 0 && pages.hasNext(uri.path) === false) {
    acknowledge(l10n.t('This is the last page'), { icon: 'circle-slash' });
  } else {
    await showDocument(documents, rawResponseUri({ ...address, pageNum }));
  }
}
