import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as v from 'valibot';
import { decodePage, ExportBucketSchema, type ExportBucket } from '../../src/atlas/models';
import { PagedList } from '../../src/atlas/pagedList';

const PAGE = 500;
const Collect = v.function();

/** The JSON of one page as Atlas sends it. */
function pageJson(pageNum: number, rows: number): string {
  return JSON.stringify({
    results: Array.from({ length: rows }, (_, index) => ({
      _id: ((pageNum - 1) * PAGE + index).toString(16).padStart(24, '0'),
      bucketName: `bucket-${pageNum}-${index}`,
      cloudProvider: 'AWS',
      iamRoleId: '60113b99ce5a6a3d72ea7454',
      requirePrivateNetworking: false,
    })),
    totalCount: 100_000,
  });
}

/** Bytes of the heap that are in use once everything unused has been collected. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  const collect = v.parse(Collect, runInNewContext('gc'));
  collect();
  return process.memoryUsage().heapUsed;
}

export interface Growth {
  readonly buckets: number;
  /** From JSON texts to a list of rows. */
  readonly milliseconds: number;
  /** Of the list's own. */
  readonly bytesPerBucket: number;
  /** Of what JSON.parse alone makes of the same texts. */
  readonly plainBytesPerBucket: number;
}

/** Loads so many export buckets into one list. */
export async function grow(buckets: number): Promise<Growth> {
  const texts = Array.from({ length: buckets / PAGE }, (_, index) => pageJson(index + 1, PAGE));
  const list = new PagedList<ExportBucket>({
    fetchPage: (pageNum) => {
      const page = decodePage(ExportBucketSchema, JSON.parse(texts[pageNum - 1] ?? '{"results":[]}'), PAGE);
      return page === undefined ? Promise.reject(new Error('unreadable')) : Promise.resolve(page);
    },
    idOf: ({ _id }) => _id,
  });
  const before = heap();
  const started = performance.now();
  while (!list.isComplete) {
    await list.loadNext();
  }
  const milliseconds = performance.now() - started;
  const bytesPerBucket = (heap() - before) / list.items.length;
  const middle = heap();
  const plain: unknown[] = texts.map((text): unknown => JSON.parse(text));
  const plainBytesPerBucket = (heap() - middle) / list.items.length;
  if (list.items.length !== buckets || plain.length !== texts.length) {
    throw new Error(`${list.items.length} of ${buckets} buckets`);
  }
  return { buckets, milliseconds, bytesPerBucket, plainBytesPerBucket };
}
