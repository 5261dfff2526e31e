import type { FailureSubject } from '../failures/subjectFailure';
import { credentialOf, projectOf, type TreeNode } from '../model/nodes';

/** Returns the credential of a row, and its project if it has one, to describe a failure. */
export function failureSubject(node: TreeNode): FailureSubject {
  const projectId = projectOf(node)?.project.id;
  return { credential: credentialOf(node), ...(projectId !== undefined && { projectId }) };
}
