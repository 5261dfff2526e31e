import { FileSystemError, l10n, type Uri } from 'vscode';
import { rawJsonOf } from '../atlas/rawJson';
import type { ExportBucket } from '../atlas/models';
import type { Credentials } from '../credentials/credentials';
import { SCHEME } from '../manifest';
import { SubjectFailure } from '../failures/commandFailure';
import { describeFailure } from '../failures/describeFailure';
import { parseExportBucketUri, type ExportBucketAddress } from './exportBucketUri';
import { ReadOnlyDocuments } from './readOnlyDocuments';
import { jsonDocument } from '../text/jsonDocument';
import { plainText } from '../text/sinks';

/** The row of a list that shows an export bucket, if it was loaded. */
export type FindInTree = (address: ExportBucketAddress) => ExportBucket | undefined;

/**
 * One read-only JSON document for each export bucket: its response from Atlas, exact in every value. The address holds
 * all that is needed to load it, so a document comes back after the window was reloaded.
 */
export class ExportBucketDocuments extends ReadOnlyDocuments {
  constructor(
    private readonly credentials: Pick<Credentials, 'find' | 'clientOf'>,
    private readonly findInTree: FindInTree,
  ) {
    super(SCHEME);
  }

  protected override knows(uri: Uri): boolean {
    return parseExportBucketUri(uri) !== undefined;
  }

  protected override async read(uri: Uri): Promise<string> {
    const address = parseExportBucketUri(uri);
    if (address === undefined) {
      throw FileSystemError.FileNotFound(uri);
    }
    return jsonDocument(await this.#read(address));
  }

  /** The JSON text that the document shows. */
  async #read(address: ExportBucketAddress): Promise<string> {
    const credential = this.credentials.find(address.credentialId);
    if (credential === undefined) {
      // A failure would leave what an open document shows as it is.
      return JSON.stringify({
        _note: l10n.t('The credential through which this export bucket was seen is gone.'),
        _id: address.exportBucketId,
      });
    }
    try {
      const client = await this.credentials.clientOf(credential);
      return await client.getExportBucketJson(address.projectId, address.exportBucketId);
    } catch (error) {
      const row = this.findInTree(address);
      if (row === undefined) {
        throw new SubjectFailure(error, { credential, projectId: address.projectId });
      }
      const { label, explanation } = describeFailure(error, { l10n, credential, projectId: address.projectId });
      const note = l10n.t(
        'Atlas did not return this export bucket ({0}). This is the row of the list, which may be out of date. {1}',
        plainText(label),
        plainText(explanation),
      );
      return withNote(note, rawJsonOf(row));
    }
  }
}

/** An object with a note as its first member. */
function withNote(note: string, object: string): string {
  return `{"_note":${JSON.stringify(note)},${object.slice(object.indexOf('{') + 1)}`;
}
