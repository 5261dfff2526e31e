import { isMissingBucket } from '../atlas/errorCodes';
import type { Credentials } from '../credentials/credentials';
import { isGone } from '../model/loadAll';
import { credentialOf, exportBucketNode, rootOf, type ExportBucketNode } from '../model/nodes';
import type { RememberedLists } from '../model/remembered/rememberedLists';
import type { ProjectsTree } from '../tree/projectsTree';
import type { Rows } from '../tree/rows';

/** A remembered export bucket as it is now, or what is gone. */
export type Verified = { readonly node: ExportBucketNode } | { readonly gone: 'exportBucket' | 'project' };

interface VerifyOptions {
  readonly tree: { readonly rows: Pick<Rows, 'projectsOf'> } & Pick<ProjectsTree, 'keepFound'>;
  readonly credentials: Pick<Credentials, 'clientOf'>;
  readonly remembered: Pick<RememberedLists, 'record' | 'forget'>;
  readonly signal: AbortSignal;
}

/**
 * Requests a remembered export bucket, and forgets it if Atlas says that it or its project doesn't exist. If its project is
 * in the view, so is its row then. A project that isn't in the view is not added to it.
 * @throws the error of the request, after which the bucket is still remembered
 * @throws the AbortError of `signal`
 */
export async function verify(
  node: ExportBucketNode,
  { tree, credentials, remembered, signal }: VerifyOptions,
): Promise<Verified> {
  const { parent } = node;
  try {
    const client = await credentials.clientOf(credentialOf(node));
    const bucket = await client.getExportBucket(parent.project.id, node.bucket._id, { signal });
    const listed = tree.rows.projectsOf(rootOf(node)).find((project) => project.node.id === parent.id)?.node;
    const current = exportBucketNode(listed ?? parent, bucket);
    if (listed === undefined) {
      remembered.record(current);
    } else {
      tree.keepFound(current);
    }
    return { node: current };
  } catch (error) {
    if (!isGone(error)) {
      throw error;
    }
    const gone = isMissingBucket(error) ? 'exportBucket' : 'project';
    await remembered.forget(node, gone);
    return { gone };
  }
}
