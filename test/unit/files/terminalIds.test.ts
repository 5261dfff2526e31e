import assert from 'node:assert/strict';
import { terminalIdsIn } from '../../../src/files/terminalIds';

const BUCKET = '64b8e1f2a7c3d90518e6f4b2';
const ROLE = '5f3c1a80b6d4e21f7a9c0d11';

function idsIn(line: string): string[] {
  return terminalIdsIn(line).map(({ id, start, length }) => {
    assert.equal(line.slice(start, start + length).toLowerCase(), id);
    return id;
  });
}

describe('The IDs in a line of a terminal', () => {
  for (const [what, line, ids] of [
    ['a row of the list of buckets', `${BUCKET}   shop-archive   AWS   ${ROLE}`, [BUCKET, ROLE]],
    ['a row of the list of jobs', `${BUCKET}   ${ROLE}   Successful   2026-11-27`, [BUCKET, ROLE]],
    ['an error of a role', `CANNOT_ASSUME_ROLE: Atlas cannot assume the specified role (${ROLE})`, [ROLE]],
    ['an error of a role without the name', `error: cannot assume the specified role (${ROLE}).`, [ROLE]],
    ['an error of a bucket', `No export Bucket with ID ${BUCKET}`, [BUCKET]],
    ['a command', `$ atlas backups exports buckets describe --bucketId ${BUCKET}`, [BUCKET]],
    ['a key of JSON', `  "exportBucketId": "${BUCKET}",`, [BUCKET]],
    ['a line of a Terraform plan', `      + export_bucket_id = "${BUCKET}"`, [BUCKET]],
    ['a path', `GET /api/atlas/v2/groups/${ROLE}/backup/exportBuckets/${BUCKET}`, [ROLE, BUCKET]],
    ['an import ID', `terraform import mongodbatlas_x.y ${ROLE}-${BUCKET}`, [ROLE, BUCKET]],
    ['an ID in upper case', `--exportBucketId ${BUCKET.toUpperCase()}`, [BUCKET]],
    ['another ID', `{ _id: ObjectId("${BUCKET}") }`, []],
    ['a commit', `commit ${BUCKET}`, []],
    ['a key of other clouds', `bucket_id = "${BUCKET}"`, []],
    ['one ID in a column', `${BUCKET}   name`, []],
    ['a checksum', `atlas ${BUCKET}${BUCKET}`, []],
    ['a very long line', `atlas ${BUCKET} ${'x'.repeat(3000)}`, []],
  ] as const) {
    it(`are ${ids.length === 0 ? 'not ' : ''}links: ${what}`, () => {
      assert.deepEqual(idsIn(line), ids);
    });
  }
});
