import * as v from 'valibot';
import { Uri } from 'vscode';
import { isObjectId } from '../atlas/objectId';
import { SCHEME } from '../manifest';
import { fileName } from '../text/sinks';
import type { ExportBucketNode } from '../model/nodes';
import { shortId } from '../text/wording';

/** The parts of a document's URI, which are enough to load it again after a window reload. */
export interface ExportBucketAddress {
  readonly credentialId: string;
  readonly projectId: string;
  readonly exportBucketId: string;
}

/** The query of a document that shows the loaded row and sends no request, such as one that VS Code previews. */
export const LOADED = 'loaded';

/** The end of the path of a document that is compared. The path of any other document has no space before it. */
const COMPARED = ' compared.json';
const ObjectId = v.custom<string>(isObjectId);
const Path = v.strictTuple([v.literal(''), v.string(), ObjectId, ObjectId, v.string()]);

/**
 * Returns the URI of an export bucket's document, with the path `/<credential>/<project>/<bucket>/<name>.json`.
 * @param hasNamesake whether another export bucket has the same name, so that the title needs the end of the ID
 */
export function exportBucketUri({ bucket, parent }: ExportBucketNode, hasNamesake = false, extension = '.json'): Uri {
  // The name becomes the title of the tab.
  const name = fileName(bucket.bucketName) + (hasNamesake ? ` ${shortId(bucket._id)}` : '');
  return Uri.from({
    scheme: SCHEME,
    path: `/${parent.parent.credential.id}/${parent.project.id}/${bucket._id}/${name}${extension}`,
  });
}

/** Returns the URI of the document that is compared with another one. It also has the project and the storage URI. */
export function comparedUri(node: ExportBucketNode): Uri {
  return exportBucketUri(node, true, COMPARED);
}

/** Returns whether a document is one of those that are compared. */
export function isCompared({ path }: Uri): boolean {
  return path.endsWith(COMPARED);
}

/** Returns the parts of a URI; undefined if it isn't the URI of an export bucket. */
export function parseExportBucketUri(uri: Uri): ExportBucketAddress | undefined {
  const path = v.safeParse(Path, uri.path.split('/'));
  if (uri.scheme !== SCHEME || !path.success) {
    return undefined;
  }
  const [, credentialId, projectId, exportBucketId] = path.output;
  return { credentialId, projectId, exportBucketId };
}
