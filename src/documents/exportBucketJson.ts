import { l10n } from 'vscode';
import type { ExportBucket } from '../atlas/models';
import { rawJsonOf } from '../atlas/rawJson';
import type { Credentials } from '../credentials/credentials';
import { describeFailure } from '../failures/describeFailure';
import { SubjectFailure } from '../failures/subjectFailure';
import { jsonDocument } from '../text/jsonDocument';
import { plainText } from '../text/sinks';
import type { ExportBucketAddress } from './exportBucketUri';

/** Returns an export bucket from the loaded lists, if it is there. */
export type FindInTree = (address: ExportBucketAddress) => ExportBucket | undefined;

/**
 * Loads the document of an export bucket: the response from Atlas, with every value as Atlas wrote it. If that fails, the
 * document is the entry of the loaded list, with a note.
 * @throws SubjectFailure if the bucket is in no loaded list either
 */
export async function readExportBucket(
  address: ExportBucketAddress,
  credentials: Pick<Credentials, 'find' | 'clientOf'>,
  findInTree: FindInTree,
): Promise<string> {
  return jsonDocument(await jsonOf(address, credentials, findInTree));
}

async function jsonOf(
  address: ExportBucketAddress,
  credentials: Pick<Credentials, 'find' | 'clientOf'>,
  findInTree: FindInTree,
): Promise<string> {
  const { credentialId, projectId, exportBucketId } = address;
  const credential = credentials.find(credentialId);
  if (credential === undefined) {
    // With an error, an open document would keep its old text.
    const _note = l10n.t('The credential for this export bucket was removed.');
    return JSON.stringify({ _note, _id: exportBucketId });
  }
  try {
    const client = await credentials.clientOf(credential);
    return await client.getExportBucketJson(projectId, exportBucketId);
  } catch (error) {
    const row = findInTree(address);
    if (row === undefined) {
      throw new SubjectFailure(error, { credential, projectId });
    }
    const { label, explanation } = describeFailure(error, { l10n, credential, projectId });
    const note = l10n.t(
      'Atlas didn’t return this export bucket ({0}). This is the entry in the loaded list, which may be out of date. {1}',
      plainText(label),
      plainText(explanation),
    );
    return withNote(note, rawJsonOf(row));
  }
}

/** Returns the text of a JSON object with a note as its first member. */
function withNote(note: string, object: string): string {
  return `{"_note":${JSON.stringify(note)},${object.slice(object.indexOf('{') + 1)}`;
}
