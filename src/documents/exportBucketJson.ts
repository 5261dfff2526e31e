import { l10n } from 'vscode';
import { rawJsonOf } from '../atlas/rawJson';
import type { Credentials } from '../credentials/credentials';
import { describeFailure } from '../failures/describeFailure';
import { SubjectFailure } from '../failures/subjectFailure';
import { credentialOf, type ExportBucketNode } from '../model/nodes';
import { storageUri } from '../references/storage';
import { jsonDocument } from '../text/jsonDocument';
import { plainText } from '../text/sinks';
import type { ExportBucketAddress } from './exportBucketUri';

/** Returns an export bucket from the loaded lists, if it is there. */
export type FindInTree = (address: ExportBucketAddress) => ExportBucketNode | undefined;

/**
 * Loads the document of an export bucket: the response from Atlas, with every value as Atlas wrote it. If that fails, the
 * document is the entry of the loaded list, with a note.
 * @param isCompared whether the document is shown beside another one
 * @throws SubjectFailure if the bucket is in no loaded list either
 */
export async function readExportBucket(
  address: ExportBucketAddress,
  credentials: Pick<Credentials, 'find' | 'clientOf'>,
  findInTree: FindInTree,
  isCompared: boolean,
): Promise<string> {
  const text = await jsonOf(address, credentials, findInTree);
  return jsonDocument(isCompared ? withMembers(contextOf(address, findInTree(address)), text) : text);
}

/** Returns what a comparison shows in addition: the project, and where the exports are stored. */
function contextOf(
  { projectId }: ExportBucketAddress,
  node: ExportBucketNode | undefined,
): Readonly<Record<string, string>> {
  if (node === undefined) {
    return { _project: projectId };
  }
  const uri = storageUri({ bucket: node.bucket, projectId, origin: credentialOf(node).origin });
  return {
    _project: `${node.parent.project.name} (${projectId})`,
    ...(uri !== undefined && { _storage: uri }),
  };
}

/** Returns the document of an export bucket from the loaded lists; undefined if it isn't there. Sends no request. */
export function readLoaded(address: ExportBucketAddress, findInTree: FindInTree): string | undefined {
  const row = findInTree(address);
  return row === undefined ? undefined : jsonDocument(rawJsonOf(row.bucket));
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
    return withMembers({ _note: note }, rawJsonOf(row.bucket));
  }
}

/** Returns the text of a JSON object with members before its own. */
function withMembers(members: Readonly<Record<string, string>>, object: string): string {
  return `${JSON.stringify(members).slice(0, -1)},${object.slice(object.indexOf('{') + 1)}`;
}
