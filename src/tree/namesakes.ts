import type { ExportBucketNode } from '../model/nodes';
import { visibleText } from '../text/invisible';
import { shortId } from '../text/wording';
import type { Rows } from './rows';

/** Returns whether another loaded export bucket has the same name, in any project of any credential. */
export function hasNamesake(rows: Pick<Rows, 'projects'>, { bucket }: Pick<ExportBucketNode, 'bucket'>): boolean {
  return rows
    .projects()
    .flatMap(({ list }) => list?.rows() ?? [])
    .filter((row) => row.kind === 'exportBucket')
    .some(({ bucket: other }) => other._id !== bucket._id && other.bucketName === bucket.bucketName);
}

/** Returns the display form of a bucket's name, with the end of its ID if another loaded export bucket has that name. */
export function distinctName(rows: Pick<Rows, 'projects'>, node: ExportBucketNode): string {
  const name = visibleText(node.bucket.bucketName);
  return hasNamesake(rows, node) ? `${name} ${shortId(node.bucket._id)}` : name;
}
