import { FileSystemError, l10n, type Uri } from 'vscode';
import type { Credentials } from '../credentials/credentials';
import { SubjectFailure } from '../failures/commandFailure';
import { RAW_SCHEME } from '../manifest';
import { plainText } from '../text/sinks';
import { namesNextPage } from './nextPage';
import { RawPages } from './rawPages';
import { parseRawResponseUri } from './rawResponseUri';
import { ReadOnlyDocuments } from './readOnlyDocuments';
import { escaped } from '../text/jsonDocument';

/**
 * Pages of export buckets as Atlas sent them, below the request, for a case with MongoDB support. They contain no
 * secret.
 */
export class RawResponses extends ReadOnlyDocuments {
  readonly pages = new RawPages();

  constructor(private readonly credentials: Pick<Credentials, 'find' | 'clientOf'>) {
    super(RAW_SCHEME);
  }

  protected override isValid(uri: Uri): boolean {
    return parseRawResponseUri(uri) !== undefined;
  }

  protected override async read(uri: Uri): Promise<string> {
    const address = parseRawResponseUri(uri);
    if (address === undefined) {
      throw FileSystemError.FileNotFound(uri);
    }
    const credential = this.credentials.find(address.credentialId);
    if (credential === undefined) {
      this.pages.record(uri.path, { hasNext: false, hasPrevious: false });
      // With an error, an open document would keep its old text.
      return `// ${l10n.t('The credential for this response was removed.')}\n`;
    }
    try {
      const client = await this.credentials.clientOf(credential);
      const { request, status, contentType, body } = await client.getRawExportBuckets(address.projectId, address);
      this.pages.record(uri.path, { hasNext: namesNextPage(body), hasPrevious: address.pageNum > 1 });
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
