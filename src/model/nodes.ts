import type { ExportBucket, Project } from '../atlas/models';
import type { Credential } from '../credentials/credential';

/** A row that has a list below it. */
export type ParentNode = CredentialNode | ProjectNode;

/** A root if there are several credentials. The projects of a single credential are the roots. */
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
  /** Why the row exists: Atlas listed it, the user added it by ID, or it is pinned and not on a loaded page. */
  readonly source: 'listed' | 'addedById' | 'pinned';
}

export interface ExportBucketNode {
  readonly kind: 'exportBucket';
  readonly id: string;
  readonly parent: ProjectNode;
  readonly bucket: ExportBucket;
}

/**
 * A row about a list: it continues, it failed, it is empty, it has rows that can't be read, or the filter hides some.
 */
export interface MessageNode {
  readonly kind: 'loadMore' | 'failure' | 'empty' | 'unreadable' | 'filtered';
  readonly id: string;
  readonly parent: ParentNode;
}

/** A row for an item of a list. */
export type ItemNode = ProjectNode | ExportBucketNode;

export type TreeNode = CredentialNode | ItemNode | MessageNode;

/** Returns whether a row has a list below it. */
export function isParent(node: TreeNode | undefined): node is ParentNode {
  return node?.kind === 'credential' || node?.kind === 'project';
}

/** Returns the row with the list that a row is about or is in. */
export function parentOf(node: TreeNode): ParentNode {
  return isParent(node) ? node : node.parent;
}

/** The IDs of rows contain the credential, because two credentials can have the same project. */
export function credentialNode(credential: Credential): CredentialNode {
  return { kind: 'credential', id: `a:${credential.id}`, credential };
}

export function projectNode(
  parent: CredentialNode,
  project: Project,
  source: ProjectNode['source'] = 'listed',
): ProjectNode {
  return { kind: 'project', id: projectNodeId(parent.credential.id, project.id), parent, project, source };
}

export function projectNodeId(credentialId: string, projectId: string): string {
  return `p:${credentialId}/${projectId}`;
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

/** Returns the credential of a row. */
export function credentialOf(node: TreeNode): Credential {
  return rootOf(node).credential;
}

/** Returns the row of the credential of a row. */
export function rootOf(node: TreeNode): CredentialNode {
  return node.kind === 'credential' ? node : rootOf(node.parent);
}

/** Returns the name of a project or export bucket; empty for any other row. */
export function nameOf(node: TreeNode): string {
  return node.kind === 'project' ? node.project.name : node.kind === 'exportBucket' ? node.bucket.bucketName : '';
}

/** Returns the project that a row is, is in or is about. */
export function projectOf(node: TreeNode): ProjectNode | undefined {
  if (node.kind === 'project') {
    return node;
  }
  return node.kind === 'credential' ? undefined : projectOf(node.parent);
}
