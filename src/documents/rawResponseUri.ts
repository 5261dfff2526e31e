import * as v from 'valibot';
import { Uri } from 'vscode';
import { isObjectId } from '../atlas/objectId';
import { MAX_PAGE_SIZE } from '../atlas/requests';
import { RAW_SCHEME } from '../manifest';

/** The parts of a raw response's URI: one page of a project's export buckets. */
export interface RawResponseAddress {
  readonly credentialId: string;
  readonly projectId: string;
  /** 1 to 500. */
  readonly itemsPerPage: number;
  /** Counts from 1. */
  readonly pageNum: number;
}

const ObjectId = v.custom<string>(isObjectId);
const Natural = (max: number) => v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number), v.maxValue(max));
const Path = v.strictTuple([
  v.literal(''),
  v.string(),
  ObjectId,
  Natural(MAX_PAGE_SIZE),
  Natural(Infinity),
  v.string(),
]);

/** Returns the URI of a raw response, with the path `/<credential>/<project>/<page size>/<page>/<tab title>.jsonc`. */
export function rawResponseUri({ credentialId, projectId, itemsPerPage, pageNum }: RawResponseAddress): Uri {
  const title = `exportBuckets-${projectId}-page-${pageNum}.jsonc`;
  return Uri.from({ scheme: RAW_SCHEME, path: `/${credentialId}/${projectId}/${itemsPerPage}/${pageNum}/${title}` });
}

/** Returns the parts of a URI; undefined if it isn't the URI of a raw response. */
export function parseRawResponseUri(uri: Uri): RawResponseAddress | undefined {
  const path = v.safeParse(Path, uri.path.split('/'));
  if (uri.scheme !== RAW_SCHEME || !path.success) {
    return undefined;
  }
  const [, credentialId, projectId, itemsPerPage, pageNum] = path.output;
  return { credentialId, projectId, itemsPerPage, pageNum };
}
