import type { Credentials } from '../credentials/credentials';
import { SCHEME } from '../manifest';
import type { FindInTree } from './exportBucketJson';
import { isCompared, LOADED, parseExportBucketUri } from './exportBucketUri';
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
      (async () => {
        const { readExportBucket, readLoaded } = await import('./exportBucketJson');
        // VS Code previews a definition while the user points at it, which must not send a request.
        const loaded = uri.query === LOADED ? readLoaded(address, findInTree) : undefined;
        return loaded ?? readExportBucket(address, credentials, findInTree, isCompared(uri));
      })
    );
  });
}
