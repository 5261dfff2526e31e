import assert from 'node:assert/strict';
import type { AtlasClient } from '../../../src/atlas/client';
import { InvalidResponseError } from '../../../src/atlas/errors';
import type { Page } from '../../../src/atlas/models';
import { rawFields, rawJsonOf } from '../../../src/atlas/rawJson';
import { failureOf } from '../atlas/support';
import { clientWithBody } from './support';

const ID = 'a'.repeat(24);
const OTHER_ID = 'b'.repeat(24);
const ROW = `{"_id":"${ID}","bucketName":"n","cloudProvider":"AWS"}`;
const bucket = (more: string): string => `{"_id":"${ID}","bucketName":"n","cloudProvider":"AWS",${more}}`;
const isRefused = async (response: Promise<unknown>): Promise<void> => {
  const error = await failureOf(response);
  assert.ok(error instanceof InvalidResponseError, String(error));
  assert.equal(error.problem, 'unexpectedShape');
};

describe('A page with a repeated name', () => {
  for (const body of [
    `{"results":[${ROW}],"totalCount":1,"results":[]}`,
    `{"results":[],"totalCount":1,"results":[${ROW}]}`,
    `{"results":[${ROW}],"\\u0072esults":[]}`,
    `{"results":[${ROW}],"totalCount":1,"totalCount":300}`,
    `{"results":[${ROW}],"links":[{"rel":"next"}],"links":[]}`,
    `{"results":[${ROW}],"links":[{"rel":"next","href":"x","rel":"self"}]}`,
  ]) {
    it(`outside of its rows can’t be read: ${body.replaceAll(ROW, '…')}`, async () => {
      await isRefused(clientWithBody(body).listExportBuckets(ID));
      await isRefused(clientWithBody(body).listExportBuckets(ID, { envelope: true }));
      await isRefused(clientWithBody(`{"status":200,"content":${body}}`).listExportBuckets(ID, { envelope: true }));
    });
  }

  it('can’t be read if its envelope has one', async () => {
    for (const body of [
      `{"status":200,"content":{"results":[${ROW}]},"content":{"results":[]}}`,
      `{"status":404,"content":{"results":[]},"status":200}`,
      `{"status":404,"results":[],"status":200}`,
    ]) {
      await isRefused(clientWithBody(body).listExportBuckets(ID, { envelope: true }));
    }
  });

  it('keeps the text of an export bucket, with all values', async () => {
    const rows = [
      bucket('"iamRoleId":"r1","iamRoleId":"r2"'),
      bucket('"more":{"a":"1","a":"2"}'),
      bucket('"more":[[{"deep":{"a":{"b":1},"a":"2"}}]]'),
      bucket('"region":"US","region":"US"'),
    ];
    for (const { client, open } of [
      { client: clientWithBody(`{"results":[${rows.join()},${ROW}],"totalCount":5}`), open: {} },
      {
        client: clientWithBody(`{"status":200,"content":{"results":[${rows.join()},${ROW}]}}`),
        open: { envelope: true },
      },
    ]) {
      const { items, unreadable } = await client.listExportBuckets(ID, open);
      assert.deepEqual(items.map(rawJsonOf), [...rows, ROW]);
      assert.equal(unreadable, 0);
    }
    for (const row of rows) {
      assert.equal(rawJsonOf(await clientWithBody(row).getExportBucket(ID, ID)), row);
      const enveloped = clientWithBody(`{"status":200,"content":${row}}`);
      assert.equal(rawJsonOf(await enveloped.getExportBucket(ID, ID, { envelope: true })), row);
    }
  });

  it('takes no value of a repeated field for the only one', async () => {
    const row = bucket('"iamRoleId":"r1","iamRoleId":"r2"');
    const { items } = await clientWithBody(`{"results":[${row}]}`).listExportBuckets(ID);
    for (const one of [items[0], await clientWithBody(row).getExportBucket(ID, ID)]) {
      assert.ok(one);
      assert.equal(one.iamRoleId, undefined);
      assert.deepEqual(
        rawFields(one)
          .slice(3)
          .map(({ text }) => text),
        ['"r1"', '"r2"'],
      );
    }
  });

  it('loses no row if a required field is repeated, which has its last value', async () => {
    for (const more of [`"_id":"${OTHER_ID}"`, '"bucketName":"m"', '"cloudProvider":"GCP"']) {
      const row = bucket(more);
      const list = await clientWithBody(`{"results":[${row},${ROW}]}`).listExportBuckets(ID);
      assert.deepEqual([list.items.length, list.unreadable], [2, 0]);
      const one = await clientWithBody(row).getExportBucket(ID, ID);
      for (const found of [list.items[0], one]) {
        assert.ok(found);
        assert.equal(rawJsonOf(found), row);
        assert.deepEqual({ ...found }, { ...found, ...(JSON.parse(`{${more}}`) as object) });
      }
    }
  });

  it('loses no row of other lists', async () => {
    const cases: [string, (client: AtlasClient) => Promise<Page<unknown>>][] = [
      [`"id":"${ID}","name":"n"`, (client) => client.listProjects()],
      ['"name":"n"', (client) => client.listClusters(ID)],
      [`"id":"${ID}","exportBucketId":"${ID}"`, (client) => client.listExportJobs(ID, 'c')],
    ];
    for (const [fields, list] of cases) {
      for (const more of [
        '"name":"x","name":"n"',
        `"exportBucketId":"${OTHER_ID}","exportBucketId":"${ID}"`,
        '"x":{"y":1,"y":2}',
      ]) {
        const { items, unreadable } = await list(clientWithBody(`{"results":[{${fields},${more}},{${fields}}]}`));
        assert.deepEqual([items.length, unreadable], [2, 0]);
      }
    }
  });
});

describe('A backup schedule with a repeated name', () => {
  for (const fields of [
    `"export":{"exportBucketId":"${ID}"},"export":null`,
    `"export":{"exportBucketId":"${ID}","exportBucketId":"${OTHER_ID}"}`,
    '"autoExportEnabled":true,"autoExportEnabled":false',
  ]) {
    it(`can’t be read: ${fields}`, async () => {
      await isRefused(clientWithBody(`{"clusterName":"c",${fields}}`).getBackupSchedule(ID, 'c'));
    });
  }
});
