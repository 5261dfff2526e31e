import { FileSystemError, type Uri } from 'vscode';
import type { Credentials } from '../credentials/credentials';
import { RAW_SCHEME } from '../manifest';
import { RawPages } from './rawPages';
import { parseRawResponseUri } from './rawResponseUri';
import { ReadOnlyDocuments } from './readOnlyDocuments';

/** A read-only document for each raw response: a page of export buckets as Atlas sent it. */
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
    const { readRawResponse } = await import('./rawResponseText');
    const { text, neighbors } = await readRawResponse(address, this.credentials);
    this.pages.record(uri.path, neighbors);
    return text;
  }
}
