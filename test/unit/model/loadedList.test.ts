import assert from 'node:assert/strict';
import { ApiError } from '../../../src/atlas/errors';
import type { ExportBucket, Page } from '../../../src/atlas/models';
import { LoadedList } from '../../../src/model/loadedList';
import { projectNode } from '../../../src/model/nodes';
import { rowOf } from './support';

const root = rowOf('retail');
const project = projectNode(root, { id: 'a'.repeat(24), name: 'orders' });
const bucket = (number: number): ExportBucket => ({
  _id: number.toString(16).padStart(24, '0'),
  bucketName: `bucket-${number % 3}`,
  cloudProvider: 'AWS',
});

/** Returns a list of export buckets whose pages `fetchPage` returns. */
function listOver(fetch: () => Promise<Page<ExportBucket>>): LoadedList {
  const client = { listExportBuckets: fetch, listProjects: () => Promise.reject(new Error('not requested')) };
  return new LoadedList(project, {
    client: () => Promise.resolve(client),
    pageSize: 500,
    addedProjects: () => [],
  });
}

const pageOf = (items: readonly ExportBucket[]): Page<ExportBucket> => ({
  items,
  unreadable: 0,
  totalCount: items.length,
  mayContinue: false,
});

describe('A loaded list', () => {
  it('renames the credential or project in any number of rows', async () => {
    const items = Array.from({ length: 200_000 }, (_, number) => bucket(number));
    const list = listOver(() => Promise.resolve(pageOf(items)));
    await list.pages.load();
    assert.equal(list.rows().length, 200_000);
    list.rename({ ...root.credential, name: 'Renamed' });
    const [row] = list.rows();
    assert.equal(row?.kind === 'exportBucket' && row.parent.parent.credential.name, 'Renamed');
    list.moveBelow(projectNode(root, { id: project.project.id, name: 'orders-eu' }));
    assert.equal(list.rows().length, 200_000);
    assert.ok(list.rows().every((one) => one.kind === 'exportBucket' && one.parent.project.name === 'orders-eu'));
    const [before] = list.rows();
    list.moveBelow(projectNode(root, { id: project.project.id, name: 'orders-eu' }));
    assert.equal(list.rows()[0], before, 'the rows of an unchanged project stay the same objects');
    await list.pages.reload();
    assert.equal(list.rows().length, 200_000);
  });

  it('contains each row once, however often it was found by ID', async () => {
    const list = listOver(() => Promise.resolve({ ...pageOf([bucket(1), bucket(2)]), mayContinue: true }));
    await list.pages.load();
    [bucket(2), bucket(7), bucket(7)].forEach((found) => {
      list.keepFound(found);
    });
    assert.deepEqual(
      list.rows().map((row) => row.kind === 'exportBucket' && row.bucket._id),
      [1, 2, 7].map((number) => bucket(number)._id),
    );
  });

  it('knows when each export bucket was loaded, and keeps the newest response for one that was found by ID', async () => {
    const pages = [[bucket(1)], [bucket(2)]];
    const list = listOver(() => Promise.resolve({ ...pageOf(pages.shift() ?? []), mayContinue: true }));
    const nameOf = (id: string): unknown =>
      list
        .rows()
        .flatMap((row) => (row.kind === 'exportBucket' && row.bucket._id === id ? [row.bucket.bucketName] : []));
    assert.equal(list.oldestReadAt, undefined);
    const now = Date.now;
    try {
      let time = 1000;
      Date.now = () => (time += 1000);
      list.keepFound(bucket(7));
      await list.pages.load();
      list.keepFound({ ...bucket(7), bucketName: 'renamed' });
      await list.pages.loadNext();
      assert.deepEqual(nameOf(bucket(7)._id), ['renamed']);
      assert.deepEqual(
        [1, 2, 7, 9].map((number) => list.readAtOf(bucket(number)._id)),
        [3000, 3000, 4000, undefined],
      );
      assert.deepEqual([list.oldestReadAt, list.pages.readAt], [3000, 5000]);
    } finally {
      Date.now = now;
    }
  });

  it('tells rows of one name apart by two digits of the ID or as many as it takes, also after a reload', async () => {
    const twin = { ...bucket(1), _id: `9${bucket(1)._id.slice(1)}` };
    const pages = [[bucket(1), bucket(4), bucket(2)], [bucket(1)], [bucket(1), bucket(4), twin]];
    const list = listOver(() => Promise.resolve(pageOf(pages.shift() ?? [])));
    await list.pages.load();
    assert.deepEqual([list.idDigits('bucket-1'), list.idDigits('bucket-2')], [2, 0]);
    await list.pages.reload();
    assert.equal(list.idDigits('bucket-1'), 0);
    await list.pages.reload();
    assert.equal(list.idDigits('bucket-1'), 24);
  });
});

describe('A rate-limited list', () => {
  const now = performance.now.bind(performance);
  before(() => {
    const stopped = now();
    performance.now = () => stopped;
  });
  after(() => {
    performance.now = now;
  });

  /** Returns the waits, in seconds, of consecutive refusals. */
  async function waits(refusals: number, retryAfter: number | undefined): Promise<(number | undefined)[]> {
    const list = listOver(() =>
      Promise.reject(
        new ApiError({ method: 'GET', path: '/' }, { status: 429, errorCode: 'RATE_LIMITED', retryAfter }),
      ),
    );
    const seconds: (number | undefined)[] = [];
    for (let refusal = 0; refusal < refusals; refusal += 1) {
      await list.pages.loadNext();
      assert.ok(list.recordResult() !== undefined);
      assert.equal(list.recordResult(), undefined);
      seconds.push(list.secondsLeft);
      list.stopWaiting();
      assert.equal(list.secondsLeft, undefined);
    }
    return seconds;
  }

  it('doubles the wait if Atlas names none, or 0 seconds', async () => {
    assert.deepEqual(await waits(7, undefined), [10, 20, 40, 80, 160, 300, 300]);
    assert.deepEqual(await waits(10, 0), [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
  });

  it('waits as long as Atlas says, and longer if that is too short', async () => {
    assert.deepEqual(await waits(8, 3), [3, 3, 4, 8, 16, 32, 64, 128]);
    assert.deepEqual(await waits(7, 600), [600, 600, 600, 600, 600, 600, 600]);
  });

  it('doesn’t depend on the system time', async () => {
    const [realNow, shift] = [Date.now, 3_600_000];
    const list = listOver(() =>
      Promise.reject(
        new ApiError({ method: 'GET', path: '/' }, { status: 429, errorCode: 'RATE_LIMITED', retryAfter: 5 }),
      ),
    );
    await list.pages.load();
    list.recordResult();
    try {
      Date.now = () => realNow() - shift;
      assert.ok((list.secondsLeft ?? 0) <= 5);
    } finally {
      Date.now = realNow;
    }
  });

  it('stops waiting after it was loaded', async () => {
    const state = { isRefused: true };
    const list = listOver(() =>
      state.isRefused
        ? Promise.reject(new ApiError({ method: 'GET', path: '/' }, { status: 429, errorCode: 'RATE_LIMITED' }))
        : Promise.resolve(pageOf([bucket(1)])),
    );
    await list.pages.load();
    list.recordResult();
    state.isRefused = false;
    await list.pages.loadNext();
    assert.equal(list.recordResult(), undefined);
    assert.deepEqual([list.retryAt, list.failure], [undefined, undefined]);
    state.isRefused = true;
    await list.pages.reload();
    list.recordResult();
    assert.equal(list.secondsLeft, 10);
  });
});
