import type { Credentials } from '../credentials/credentials';
import { SCHEME } from '../manifest';
import type { FindInTree } from './exportBucketJson';
import { isCompared, parseExportBucketUri } from './exportBucketUri';
import { ReadOnlyDocuments } from './readOnlyDocuments';

/** Returns the JSON documents of export buckets. */
export function exportBucketDocuments(
  credentials: Pick<Credentials, 'find' | 'clientOf'>,
  findInTree: FindInTree,
): ReadOnlyDocuments {
  return new ReadOnlyDocuments(SCHEME, (uri) => {
    const address = parseExportBucketUri(uri);
    return (
      address &&
      (async () =>
        (await import('./exportBucketJson')).readExportBucket(address, credentials, findInTree, isCompared(uri)))
    );
  });
}
