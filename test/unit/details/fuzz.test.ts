import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTarget, targetId, writeTarget } from '../../../src/details/detailsTarget';
import { readPageRequest } from '../../../src/details/pageRequest';

/** If a run fails, fast-check prints its seed. */
const RUNS = { numRuns: 1000 };

const ID = fc.stringMatching(/^[0-9a-f]{24}$/);
const type = fc.oneof(
  fc.constantFrom('ready', 'used', 'load', 'cancel', 'fix', 'action', 'copy', 'toString', '__proto__'),
  fc.anything(),
);
const section = fc.oneof(fc.constantFrom('identity', 'role', 'usedBy', 'references'), fc.anything());
const action = fc.oneof(fc.constantFrom('refresh', 'openJson', 'openProject', 'openCloudConsole'), fc.anything());
const text = fc.oneof(fc.string(), fc.anything());
const almost = fc.oneof(
  fc.record({ type }),
  fc.record({ type, section }),
  fc.record({ type, action }),
  fc.record({ type, key: text, label: text, text }),
);

describe('Arbitrary input from a details page', () => {
  it('is read as an unchanged request or ignored', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(almost, fc.anything({ withNullPrototype: true })), (message) => {
        const request = readPageRequest(message);
        if (request !== undefined) {
          read += 1;
          assert.deepEqual(request, Object.assign({}, message));
        }
      }),
      RUNS,
    );
    assert.ok(read > 0);
  });

  it('is read as a stored target or ignored', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (state) => {
        assert.equal(readTarget(state), undefined);
      }),
      RUNS,
    );
    fc.assert(
      fc.property(ID, ID, fc.string(), fc.string({ unit: 'binary' }), (projectId, bucketId, credentialId, name) => {
        const bucket = { _id: bucketId, bucketName: name, cloudProvider: name };
        const target = { credentialId, project: { id: projectId, name }, bucket };
        const read = readTarget(writeTarget(target));
        assert.ok(read);
        assert.equal(targetId(read), targetId(target));
        assert.deepEqual(JSON.parse(writeTarget(read)), JSON.parse(writeTarget(target)));
      }),
      RUNS,
    );
  });
});
