import type { LoadFailure } from '../model/loadAll';
import type { CredentialNode } from '../model/nodes';
import type { Rows } from '../tree/rows';
import { isNotLoaded } from './candidates';

/** Returns the credentials with this base URL; all of them if `origin` is undefined. */
export function rootsWith(roots: readonly CredentialNode[], origin: string | undefined): readonly CredentialNode[] {
  return origin === undefined ? roots : roots.filter(({ credential }) => credential.origin === origin);
}

type Lists = Pick<Rows, 'listOf'>;

/** Returns the credentials whose projects were not requested yet. */
export function unlistedRoots(lists: Lists, roots: readonly CredentialNode[]): readonly CredentialNode[] {
  return roots.filter((root) => {
    const list = lists.listOf(root);
    return isNotLoaded(list) && list?.failure === undefined;
  });
}

/** Returns the credentials whose projects could not be listed, and why. */
export function failedRoots(lists: Lists, roots: readonly CredentialNode[]): readonly LoadFailure[] {
  return roots.flatMap((parent) => {
    const error = lists.listOf(parent)?.failure;
    return error === undefined ? [] : [{ parent, error, hasVanished: false }];
  });
}
