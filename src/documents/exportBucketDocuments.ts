import { FileSystemError, l10n, type Uri } from 'vscode';
import { rawJsonOf } from '../atlas/rawJson';
import type { Credentials } from '../credentials/credentials';
import { SCHEME } from '../manifest';
import { SubjectFailure } from '../failures/commandFailure';
import { describeFailure } from '../failures/describeFailure';
import { isCompared, parseExportBucketUri, type ExportBucketAddress } from './exportBucketUri';
import { ReadOnlyDocuments } from './readOnlyDocuments';
import { storageUri } from '../references/storage';
import type { ExportBucketNode } from '../model/nodes';
import { jsonDocument } from '../text/jsonDocument';
import { plainText } from '../text/sinks';

/** Returns an export bucket from the loaded lists, if it is there. */
export type FindInTree = (address: ExportBucketAddress) => ExportBucketNode | undefined;

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
    const text = await this.#read(address);
    return jsonDocument(isCompared(uri) ? withMembers(this.#contextOf(address), text) : text);
  }

  /** Returns what a comparison shows in addition: the project, and where the exports are stored. */
  #contextOf(address: ExportBucketAddress): Readonly<Record<string, string>> {
    const node = this.findInTree(address);
    const uri =
      node &&
      storageUri({ bucket: node.bucket, projectId: address.projectId, origin: node.parent.parent.credential.origin });
    return {
      _project: node === undefined ? address.projectId : `${node.parent.project.name} (${address.projectId})`,
      ...(uri !== undefined && { _storage: uri }),
    };
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
      return withMembers({ _note: note }, rawJsonOf(row.bucket));
    }
  }
}

/** Returns the text of a JSON object with members before its own. */
function withMembers(members: Readonly<Record<string, string>>, object: string): string {
  return `${JSON.stringify(members).slice(0, -1)},${object.slice(object.indexOf('{') + 1)}`;
}
