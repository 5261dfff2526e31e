import assert from 'node:assert/strict';
import { rawFields, rawJsonOf } from '../../../src/atlas/rawJson';
import { clientWithBody } from './support';

const PROJECT = 'a'.repeat(24);
const ID = '5f1c0e0a9b2d3c4e5f6a7b8c';
const KNOWN = `"_id":"${ID}","bucketName":"n","cloudProvider":"AWS"`;
const ODD = `{ ${KNOWN}, "region": {"name":"us-east-1","zone":7}, "requirePrivateNetworking": null, "__proto__": {"a":1},
  "constructor":"C", "size": 12345678901234567890, "limit": 1e400, "zero": -0, "size": 1.0, "": "" }`;
const PLAIN = `{${KNOWN},"iamRoleId":"r","more":"m"}`;

describe('An export bucket as Atlas sent it', () => {
  it('has every byte', async () => {
    assert.equal(await clientWithBody(ODD).getExportBucketJson(PROJECT, ID), ODD);
    await assert.rejects(clientWithBody('{"_id":1}').getExportBucketJson(PROJECT, ID), /./);
  });

  it('has every field besides the validated ones, alone or in a list', async () => {
    const list = await clientWithBody(`{"results":[${PLAIN},{"odd":1},${ODD}],"totalCount":3}`).listExportBuckets(
      PROJECT,
    );
    const alone = await clientWithBody(ODD).getExportBucket(PROJECT, ID);
    for (const bucket of [alone, list.items[1]]) {
      assert.ok(bucket);
      assert.equal(bucket.region, undefined);
      assert.equal(rawJsonOf(bucket), ODD);
      assert.deepEqual(
        rawFields(bucket)
          .slice(3)
          .map(({ name, text }) => `${name}=${text}`),
        [
          'region={"name":"us-east-1","zone":7}',
          'requirePrivateNetworking=null',
          '__proto__={"a":1}',
          'constructor="C"',
          'size=12345678901234567890',
          'limit=1e400',
          'zero=-0',
          'size=1.0',
          '=""',
        ],
      );
    }
    assert.equal(list.unreadable, 1);
  });

  it('takes no memory if its fields contain everything', async () => {
    const { items } = await clientWithBody(`{"results":[${PLAIN}],"totalCount":1}`).listExportBuckets(PROJECT);
    assert.deepEqual(items, [JSON.parse(PLAIN)]);
    assert.deepEqual(await clientWithBody(PLAIN).getExportBucket(PROJECT, ID), JSON.parse(PLAIN));
  });
});
