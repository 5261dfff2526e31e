import { Uri, window } from 'vscode';
import { parseRawResponseUri, rawResponseUri } from './rawResponseUri';
import type { RawResponses } from './rawResponses';
import { credentialOf, type ProjectNode } from '../model/nodes';
import { showDocument } from './openJson';

/** Shows the first page of a project's export buckets as Atlas sent it. */
export async function showRawResponse(responses: RawResponses, node: ProjectNode, itemsPerPage: number): Promise<void> {
  const address = { credentialId: credentialOf(node).id, projectId: node.project.id, itemsPerPage, pageNum: 1 };
  await showDocument(responses, rawResponseUri(address));
}

/** Shows the page after or before the one in an editor; does nothing on the first page if `step` is -1. */
export async function showOtherRawPage(responses: RawResponses, argument: unknown, step: 1 | -1): Promise<void> {
  const uri = argument instanceof Uri ? argument : window.activeTextEditor?.document.uri;
  const address = uri === undefined ? undefined : parseRawResponseUri(uri);
  if (address !== undefined && address.pageNum + step > 0) {
    await showDocument(responses, rawResponseUri({ ...address, pageNum: address.pageNum + step }));
  }
}
