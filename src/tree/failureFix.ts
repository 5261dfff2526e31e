import type { Fix } from '../failures/failure';
import type { TreeNode } from '../model/nodes';
import { describeListFailure } from './messageItems';
import type { Rows } from './rows';

/** Returns what the user can do about the failure that a row shows; undefined for other rows. */
export function fixOf(row: TreeNode | undefined, rows: Pick<Rows, 'listOf'>): Fix | undefined {
  if (row?.kind !== 'failure') {
    return undefined;
  }
  const failure = rows.listOf(row.parent)?.failure;
  return failure && describeListFailure(row.parent, failure).fix;
}
