import { FileSystemError, l10n, type Uri } from 'vscode';
import { rawJsonOf } from '../atlas/rawJson';
import type { ExportBucket } from '../atlas/models';
import type { Credentials } from '../credentials/credentials';
import { SCHEME } from '../manifest';
import { SubjectFailure } from '../failures/commandFailure';
import { describeFailure } from '../failures/describeFailure';
import { LOADED, parseExportBucketUri, type ExportBucketAddress } from './exportBucketUri';
import { ReadOnlyDocuments } from './readOnlyDocuments';
import { jsonDocument } from '../text/jsonDocument';
import { plainText } from '../text/sinks';

/** Returns an export bucket from the loaded lists, if it is there. */
export type FindInTree = (address: ExportBucketAddress) => ExportBucket | undefined;

/**
 * A read-only JSON document for each export bucket: the response from Atlas, with every value as Atlas wrote it. The
 * URI contains everything that is needed to load the document, so it is restored after a window reload.
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
    // VS Code previews a definition while the user points at it, which must not send a request.
    const row = uri.query === LOADED ? this.findInTree(address) : undefined;
    return jsonDocument(row === undefined ? await this.#read(address) : rawJsonOf(row));
  }

  /** Returns the JSON text of the document. */
  async #read(address: ExportBucketAddress): Promise<string> {
    const credential = this.credentials.find(address.credentialId);
    if (credential === undefined) {
      // With an error, an open document would keep its old text.
      return JSON.stringify({
        _note: l10n.t('The credential for this export bucket was removed.'),
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
        'Atlas didn’t return this export bucket ({0}). This is the entry in the loaded list, which may be out of date. {1}',
        plainText(label),
        plainText(explanation),
      );
      return withNote(note, rawJsonOf(row));
    }
  }
}

/** Returns the text of a JSON object with a note as its first member. */
function withNote(note: string, object: string): string {
  return `{"_note":${JSON.stringify(note)},${object.slice(object.indexOf('{') + 1)}`;
}
