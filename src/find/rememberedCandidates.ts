import { isCurrent, type LoadedList } from '../model/loadedList';
import { exportBucketNode, projectNode, rootOf, type CredentialNode, type ProjectNode } from '../model/nodes';
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
  const loadedIn = new Set(loaded.map(({ node }) => node.parent.id));
  const lists = new Map(projects.map(({ node, list }) => [node.id, list]));
  const isGone = (project: ProjectNode): boolean => {
    const list = lists.has(project.id) ? lists.get(project.id) : listOf(rootOf(project));
    return list !== undefined && isCurrent(list);
  };
  // Projects are checked once, because comparing the IDs of thousands of rows takes longer than ranking them.
  const checked = new Map<ProjectNode, 'gone' | 'partial' | 'notLoaded'>();
  return remembered.filter(({ node }) => {
    const { parent } = node;
    const state = checked.get(parent) ?? (isGone(parent) ? 'gone' : loadedIn.has(parent.id) ? 'partial' : 'notLoaded');
    checked.set(parent, state);
    return state === 'notLoaded' || (state === 'partial' && !known.has(node.id));
  });
}
