import { FileSystemError, type Uri } from 'vscode';
import type { Credentials } from '../credentials/credentials';
import { SCHEME } from '../manifest';
import type { FindInTree } from './exportBucketJson';
import { parseExportBucketUri } from './exportBucketUri';
import { ReadOnlyDocuments } from './readOnlyDocuments';

/**
 * A read-only JSON document for each export bucket. The URI contains everything that is needed to load the document, so
 * it is restored after a window reload.
 */
export class ExportBucketDocuments extends ReadOnlyDocuments {
  constructor(
    private readonly credentials: Pick<Credentials, 'find' | 'clientOf'>,
    private readonly findInTree: FindInTree,
  ) {
    super(SCHEME);
  }

  protected override isValid(uri: Uri): boolean {
    return parseExportBucketUri(uri) !== undefined;
  }

  protected override async read(uri: Uri): Promise<string> {
    const address = parseExportBucketUri(uri);
    if (address === undefined) {
      throw FileSystemError.FileNotFound(uri);
    }
    const { readExportBucket } = await import('./exportBucketJson');
    return readExportBucket(address, this.credentials, this.findInTree);
  }
}
