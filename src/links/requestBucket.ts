import { isAbort } from '../atlas/errors';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import { SubjectFailure } from '../failures/subjectFailure';
import type { ListedProject } from '../find/candidates';
import { credentialNode, exportBucketNode, projectNode, type ExportBucketNode } from '../model/nodes';
import type { BucketLink } from '../references/bucketLink';
import type { ProjectsTree } from '../tree/projectsTree';

/** Returns a link's project if it is loaded with a credential; sends no request. */
export function loadedProject(
  { rows }: Pick<ProjectsTree, 'rows'>,
  { projectId }: BucketLink,
  credential: Credential,
): ListedProject | undefined {
  return rows.projectsOf(credentialNode(credential)).find(({ node }) => node.project.id === projectId);
}

/** Returns the row of a link's export bucket if it is loaded with a credential; sends no request. */
export function loadedBucket(
  tree: Pick<ProjectsTree, 'rows'>,
  link: BucketLink,
  credential: Credential,
): ExportBucketNode | undefined {
  return loadedProject(tree, link, credential)
    ?.list?.rows()
    .filter((row) => row.kind === 'exportBucket')
    .find(({ bucket }) => bucket._id === link.exportBucketId);
}

interface RequestOptions {
  readonly tree: Pick<ProjectsTree, 'rows' | 'load' | 'keepFound'>;
  readonly credentials: Pick<Credentials, 'clientOf'>;
  readonly signal: AbortSignal;
}

/**
 * Requests the export bucket of a link. Its row is kept if its project is in the view; a project that is not in the view
 * isn't added to it.
 * @throws SubjectFailure if a request fails
 * @throws the AbortError of `signal`
 */
export async function requestBucket(
  link: BucketLink,
  credential: Credential,
  { tree, credentials, signal }: RequestOptions,
): Promise<ExportBucketNode> {
  const { projectId, exportBucketId } = link;
  const root = credentialNode(credential);
  try {
    const client = await credentials.clientOf(credential);
    const bucket = await client.getExportBucket(projectId, exportBucketId, { signal });
    await tree.load(root);
    const known = loadedProject(tree, link, credential)?.node;
    if (known === undefined) {
      return exportBucketNode(projectNode(root, await client.getProject(projectId, { signal })), bucket);
    }
    const node = exportBucketNode(known, bucket);
    tree.keepFound(node);
    return node;
  } catch (error) {
    throw isAbort(error) ? error : new SubjectFailure(error, { credential, projectId });
  }
}
