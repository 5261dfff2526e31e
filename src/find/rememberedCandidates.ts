import { isCurrent, type LoadedList } from '../model/loadedList';
import { exportBucketNode, projectNode, rootOf, type CredentialNode } from '../model/nodes';
import { exportBucketOf } from '../model/remembered/remembered';
import type { RememberedCredential } from '../model/remembered/rememberedLists';
import type { Candidate, ListedProject } from './candidates';
import { fold } from './rank';

/** A remembered export bucket with its searchable texts. Its row is not in the tree. */
export interface RememberedCandidate extends Candidate {
  /** When it was loaded, in seconds since 1970. */
  readonly readAt: number;
}

/** Returns all remembered export buckets of some credentials. */
export function rememberedCandidates(
  remembered: readonly RememberedCredential[],
  roots: readonly CredentialNode[],
): RememberedCandidate[] {
  const candidates: RememberedCandidate[] = [];
  for (const { credential, remembered: projects } of remembered) {
    const root = roots.find((one) => one.credential.id === credential.id);
    if (root === undefined) {
      continue;
    }
    for (const { id: projectId, name, buckets } of projects.values()) {
      const project = projectNode(root, { id: projectId, name });
      const projectName = fold(name);
      for (const bucket of buckets) {
        candidates.push({
          node: exportBucketNode(project, exportBucketOf(bucket)),
          readAt: bucket.readAt,
          id: bucket.id,
          name: fold(bucket.name),
          roleId: bucket.roleId ?? '',
          projectName,
        });
      }
    }
  }
  return candidates;
}

/** What is loaded now, which is always newer than what is remembered. */
interface LoadedNow {
  readonly loaded: readonly Candidate[];
  readonly projects: readonly ListedProject[];
  /** Returns the list of the projects of a credential if it was requested. */
  readonly listOf: (root: CredentialNode) => LoadedList | undefined;
}

/** Returns the remembered export buckets that are neither loaded nor, by a list that is complete and current, gone. */
export function notLoadedOf(
  remembered: readonly RememberedCandidate[],
  { loaded, projects, listOf }: LoadedNow,
): RememberedCandidate[] {
  const known = new Set(loaded.map(({ node }) => node.id));
  const listed = new Set(projects.map(({ node }) => node.id));
  const current = new Set(projects.flatMap(({ node, list }) => (list !== undefined && isCurrent(list) ? node.id : [])));
  const whole = new Map<string, boolean>();
  const isWhole = (root: CredentialNode): boolean => {
    const list = listOf(root);
    const is = whole.get(root.id) ?? (list !== undefined && isCurrent(list));
    whole.set(root.id, is);
    return is;
  };
  return remembered.filter(
    ({ node }) =>
      !known.has(node.id) && !current.has(node.parent.id) && (listed.has(node.parent.id) || !isWhole(rootOf(node))),
  );
}
