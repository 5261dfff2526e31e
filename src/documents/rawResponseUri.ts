import * as v from 'valibot';
import { Uri } from 'vscode';
import { isObjectId } from '../atlas/objectId';
import { RAW_SCHEME } from '../manifest';

/** What the address of a raw response says: one page of the export buckets of a project. */
export interface RawResponseAddress {
  readonly credentialId: string;
  readonly projectId: string;
  /** 1 to 500. */
  readonly itemsPerPage: number;
  /** Counts from 1. */
  readonly pageNum: number;
}

const ObjectId = v.custom<string>(isObjectId);
const Natural = (most: number) => v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number), v.maxValue(most));
const Path = v.strictTuple([v.literal(''), v.string(), ObjectId, Natural(500), Natural(Infinity), v.string()]);

/** `<credential>/<project>/<rows of a page>/<page>/<title>.jsonc`; the title is the tab's. */
export function rawResponseUri({ credentialId, projectId, itemsPerPage, pageNum }: RawResponseAddress): Uri {
  const title = `exportBuckets-${projectId}-page-${pageNum}.jsonc`;
  return Uri.from({ scheme: RAW_SCHEME, path: `/${credentialId}/${projectId}/${itemsPerPage}/${pageNum}/${title}` });
}

/** What an address stands for; undefined when it is not one of ours. */
export function parseRawResponseUri(uri: Uri): RawResponseAddress | undefined {
  const path = v.safeParse(Path, uri.path.split('/'));
  if (uri.scheme !== RAW_SCHEME || !path.success) {
    return undefined;
  }
  const [, credentialId, projectId, itemsPerPage, pageNum] = path.output;
  return { credentialId, projectId, itemsPerPage, pageNum };
}
