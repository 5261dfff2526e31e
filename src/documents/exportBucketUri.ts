import * as v from 'valibot';
import { Uri } from 'vscode';
import { isObjectId } from '../atlas/objectId';
import { SCHEME } from '../manifest';
import { fileName } from '../text/sinks';
import type { ExportBucketNode } from '../model/nodes';

/** What a document's address says; enough to ask Atlas again after the window was reloaded. */
export interface ExportBucketAddress {
  readonly credentialId: string;
  readonly projectId: string;
  readonly exportBucketId: string;
}

const ObjectId = v.custom<string>(isObjectId);
const Path = v.strictTuple([v.literal(''), v.string(), ObjectId, ObjectId, v.string()]);

/** The address of the document that shows an export bucket: `<credential>/<project>/<bucket>/<name>.json`. */
export function exportBucketUri({ bucket, parent }: ExportBucketNode): Uri {
  // The name is the tab's title.
  const name = fileName(bucket.bucketName);
  return Uri.from({
    scheme: SCHEME,
    path: `/${parent.parent.credential.id}/${parent.project.id}/${bucket._id}/${name}.json`,
  });
}

/** What an address stands for; undefined when it is not one of ours. */
export function parseExportBucketUri(uri: Uri): ExportBucketAddress | undefined {
  const path = v.safeParse(Path, uri.path.split('/'));
  if (uri.scheme !== SCHEME || !path.success) {
    return undefined;
  }
  const [, credentialId, projectId, exportBucketId] = path.output;
  return { credentialId, projectId, exportBucketId };
}
