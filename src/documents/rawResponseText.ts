import { l10n } from 'vscode';
import type { Credentials } from '../credentials/credentials';
import { SubjectFailure } from '../failures/subjectFailure';
import { escaped } from '../text/jsonDocument';
import { plainText } from '../text/sinks';
import { hasNextPage } from './nextPage';
import type { Neighbors } from './rawPages';
import type { RawResponseAddress } from './rawResponseUri';

interface RawResponseText {
  readonly text: string;
  readonly neighbors: Neighbors;
}

/**
 * Loads a page of export buckets as Atlas sends it, below the request, for a case with MongoDB support. It contains no
 * secret.
 * @throws SubjectFailure if the page can't be loaded
 */
export async function readRawResponse(
  address: RawResponseAddress,
  credentials: Pick<Credentials, 'find' | 'clientOf'>,
): Promise<RawResponseText> {
  const { credentialId, projectId, pageNum } = address;
  const credential = credentials.find(credentialId);
  if (credential === undefined) {
    // With an error, an open document would keep its old text.
    const text = `// ${l10n.t('The credential for this response was removed.')}\n`;
    return { text, neighbors: { hasNext: false, hasPrevious: false } };
  }
  try {
    const client = await credentials.clientOf(credential);
    const { request, status, contentType, body } = await client.getRawExportBuckets(projectId, address);
    const lines = [
      `// ${request.method} ${credential.origin}${request.path}`,
      `// Accept: application/vnd.atlas.${request.version ?? ''}+json`,
      `// ${status}${contentType === undefined ? '' : `, ${plainText(contentType)}`}`,
      escaped(body),
      '',
    ];
    return { text: lines.join('\n'), neighbors: { hasNext: hasNextPage(body), hasPrevious: pageNum > 1 } };
  } catch (error) {
    throw new SubjectFailure(error, { credential, projectId });
  }
}
