import { FileSystemError, l10n, type Uri } from 'vscode';
import type { ExportBucket } from '../atlas/models';
import type { Credentials } from '../credentials/credentials';
import { SCHEME } from '../ids';
import { SubjectFailure } from '../failures/commandFailure';
import { describeFailure } from '../failures/describeFailure';
import { parseExportBucketUri, type ExportBucketAddress } from './exportBucketUri';
import { ReadOnlyDocuments } from './readOnlyDocuments';

/** The row of a list that shows an export bucket, if it was loaded. */
export type FindInTree = (address: ExportBucketAddress) => ExportBucket | undefined;

/**
 * One read-only JSON document for each export bucket: what Atlas answers when asked for it alone. The address holds all
 * that is needed to ask, so a document comes back after the window was reloaded.
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
    const json = JSON.stringify(await this.#read(address), undefined, 2);
    return `${json.replace(/\p{Bidi_Control}/gu, escaped)}\n`;
  }

  async #read(address: ExportBucketAddress): Promise<object> {
    const credential = this.credentials.find(address.credentialId);
    if (credential === undefined) {
      // A failure would leave what an open document shows as it is.
      return {
        _note: l10n.t('The credential through which this export bucket was seen is gone.'),
        _id: address.exportBucketId,
      };
    }
    try {
      const client = await this.credentials.clientOf(credential);
      return await client.getExportBucket(address.projectId, address.exportBucketId);
    } catch (error) {
      const row = this.findInTree(address);
      if (row === undefined) {
        throw new SubjectFailure(error, { credential, projectId: address.projectId });
      }
      const { label, explanation } = describeFailure(error, { l10n, credential, projectId: address.projectId });
      return {
        _note: l10n.t(
          'Atlas did not return this export bucket ({0}). This is the row of the list, which may be out of date. {1}',
          label,
          explanation,
        ),
        ...row,
      };
    }
  }
}

/** What turns a text around stands for itself in JSON, and would do so here. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
