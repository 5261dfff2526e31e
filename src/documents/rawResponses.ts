import { FileSystemError, l10n, type Uri } from 'vscode';
import type { Credentials } from '../credentials/credentials';
import { SubjectFailure } from '../failures/commandFailure';
import { RAW_SCHEME } from '../manifest';
import { plainText } from '../text/sinks';
import { parseRawResponseUri } from './rawResponseUri';
import { ReadOnlyDocuments } from './readOnlyDocuments';
import { escaped } from '../text/jsonDocument';

/**
 * Pages of the list of export buckets as they came over the wire, below what was asked for: what to show to MongoDB's
 * support. They hold no secret.
 */
export class RawResponses extends ReadOnlyDocuments {
  constructor(private readonly credentials: Pick<Credentials, 'find' | 'clientOf'>) {
    super(RAW_SCHEME);
  }

  protected override knows(uri: Uri): boolean {
    return parseRawResponseUri(uri) !== undefined;
  }

  protected override async read(uri: Uri): Promise<string> {
    const address = parseRawResponseUri(uri);
    if (address === undefined) {
      throw FileSystemError.FileNotFound(uri);
    }
    const credential = this.credentials.find(address.credentialId);
    if (credential === undefined) {
      // A failure would leave what an open document shows as it is.
      return `// ${l10n.t('The credential through which this response was asked for is gone.')}\n`;
    }
    try {
      const client = await this.credentials.clientOf(credential);
      const { request, status, contentType, body } = await client.getRawExportBuckets(address.projectId, address);
      return [
        `// ${request.method} ${credential.origin}${request.path}`,
        `// Accept: application/vnd.atlas.${request.version ?? ''}+json`,
        `// ${status}${contentType === undefined ? '' : `, ${plainText(contentType)}`}`,
        escaped(body),
        '',
      ].join('\n');
    } catch (error) {
      throw new SubjectFailure(error, { credential, projectId: address.projectId });
    }
  }
}
