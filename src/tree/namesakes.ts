import type { ExportBucketNode } from '../model/nodes';
import { visibleText } from '../text/invisible';
import { shortId } from '../text/wording';
import type { Rows } from './rows';

/** Returns whether another loaded export bucket has the same name, in any project of any credential. */
export function hasNamesake(rows: Pick<Rows, 'projects'>, { bucket }: Pick<ExportBucketNode, 'bucket'>): boolean {
  return rows
    .projects()
    .some(
      ({ list }) =>
        list
          ?.rows()
          .some(
            (row) =>
              row.kind === 'exportBucket' &&
              row.bucket._id !== bucket._id &&
              row.bucket.bucketName === bucket.bucketName,
          ) === true,
    );
}

/** Returns the display form of a bucket's name, with the end of its ID if another loaded export bucket has that name. */
export function distinctName(rows: Pick<Rows, 'projects'>, node: ExportBucketNode): string {
  const name = visibleText(node.bucket.bucketName);
  return hasNamesake(rows, node) ? `${name} ${shortId(node.bucket._id)}` : name;
}
