import { roleIdOf } from '../atlas/models';
import type { Branch } from '../tree/branch';
import type { ExportBucketNode, ProjectNode } from '../tree/nodes';
import { fold, type Searchable } from './rank';

/** An export bucket that is loaded, with what is searched in it. */
export interface Candidate extends Searchable {
  readonly node: ExportBucketNode;
}

/** Every export bucket of these projects that is loaded, in the order of the tree. */
export function candidatesIn(projects: Iterable<KnownList>): Candidate[] {
  const candidates: Candidate[] = [];
  for (const { node: project, branch } of projects) {
    const projectName = fold(project.project.name);
    for (const node of branch?.rows() ?? []) {
      if (node.kind === 'exportBucket') {
        const { _id, bucketName } = node.bucket;
        candidates.push({ node, id: _id, name: fold(bucketName), roleId: roleIdOf(node.bucket) ?? '', projectName });
      }
    }
  }
  return candidates;
}

/** A project, and the list of its export buckets if it was asked for. */
export interface KnownList {
  readonly node: ProjectNode;
  readonly branch: Branch | undefined;
}
