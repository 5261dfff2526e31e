import type { LoadFailure } from '../model/loadAll';
import type { CredentialNode } from '../model/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import { isNotLoaded } from './candidates';

/** Returns the credentials whose projects were not requested yet. */
export function unlistedRoots({ rows }: ProjectsTree): readonly CredentialNode[] {
  return rows.roots().filter((root) => {
    const list = rows.listOf(root);
    return isNotLoaded(list) && list?.failure === undefined;
  });
}

/** Returns the credentials whose projects could not be listed, and why. */
export function failedRoots({ rows }: ProjectsTree): readonly LoadFailure[] {
  return rows.roots().flatMap((parent) => {
    const error = rows.listOf(parent)?.failure;
    return error === undefined ? [] : [{ parent, error, hasVanished: false }];
  });
}
