import type { ExportBucket, Project } from '../atlas/models';
import type { Credential } from '../credentials/credential';

/** A row that has a list below it. */
export type ParentNode = CredentialNode | ProjectNode;

/** A root where there are several credentials; with one, its projects are the roots. */
export interface CredentialNode {
  readonly kind: 'credential';
  readonly id: string;
  readonly credential: Credential;
}

export interface ProjectNode {
  readonly kind: 'project';
  readonly id: string;
  readonly parent: CredentialNode;
  readonly project: Project;
  /** Whether Atlas listed it, the user added it by ID, or it is pinned and not on a page that is loaded. */
  readonly source: 'listed' | 'addedById' | 'pinned';
}

export interface ExportBucketNode {
  readonly kind: 'exportBucket';
  readonly id: string;
  readonly parent: ProjectNode;
  readonly bucket: ExportBucket;
}

/**
 * What is said about a list in a row of its own: it goes on, it failed, it is empty, it has rows nobody can read, or
 * some that the filter hides.
 */
export interface MessageNode {
  readonly kind: 'loadMore' | 'failure' | 'empty' | 'unreadable' | 'filtered';
  readonly id: string;
  readonly parent: ParentNode;
}

export type TreeNode = CredentialNode | ProjectNode | ExportBucketNode | MessageNode;

/** The nodes' ids, prefixed by credential, for the same project may be seen through two. */
export function credentialNode(credential: Credential): CredentialNode {
  return { kind: 'credential', id: `a:${credential.id}`, credential };
}

export function projectNode(
  parent: CredentialNode,
  project: Project,
  source: ProjectNode['source'] = 'listed',
): ProjectNode {
  return { kind: 'project', id: `p:${parent.credential.id}/${project.id}`, parent, project, source };
}

export function exportBucketNode(parent: ProjectNode, bucket: ExportBucket): ExportBucketNode {
  const id = exportBucketNodeId(parent.parent.credential.id, parent.project.id, bucket._id);
  return { kind: 'exportBucket', id, parent, bucket };
}

export function exportBucketNodeId(credentialId: string, projectId: string, exportBucketId: string): string {
  return `b:${credentialId}/${projectId}/${exportBucketId}`;
}

const MESSAGE_PREFIXES = { loadMore: 'm', failure: 'e', empty: 'n', unreadable: 'u', filtered: 'f' } as const;

export function messageNode(kind: MessageNode['kind'], parent: ParentNode): MessageNode {
  return { kind, id: `${MESSAGE_PREFIXES[kind]}:${parent.id}`, parent };
}

/** The credential through which a row is seen. */
export function credentialOf(node: TreeNode): Credential {
  return rootOf(node).credential;
}

/** The row of the credential through which a row is seen. */
export function rootOf(node: TreeNode): CredentialNode {
  return node.kind === 'credential' ? node : rootOf(node.parent);
}

/** The name of a project or export bucket; empty for any other row. */
export function nameOf(node: TreeNode): string {
  return node.kind === 'project' ? node.project.name : node.kind === 'exportBucket' ? node.bucket.bucketName : '';
}

/** The project that a row is about, or is in. */
export function projectOf(node: TreeNode): ProjectNode | undefined {
  if (node.kind === 'project') {
    return node;
  }
  return node.kind === 'credential' ? undefined : projectOf(node.parent);
}
