import assert from 'node:assert/strict';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import { BUCKETS, json, refusal, rows, sendAs } from './caller';

describe('simulator: versions', () => {
  let simulator: AtlasSimulator;
  let now = 0;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 24);
    simulator = await startAtlasSimulator({ now: () => now });
  });
  afterEach(() => simulator.close());

  const bucketsOf = (name: keyof AtlasSimulator['world']['examples']): string =>
    `/api/atlas/v2/groups/${simulator.world.examples[name]}/backup/exportBuckets`;

  const accept = (value: string, path = bucketsOf('aws')) =>
    sendAs(simulator, simulator.world.credentials.apiKey, path, { headers: { Accept: value } });

  for (const value of [
    'application/json',
    '*/*',
    '',
    'application/vnd.atlas.2024-05-31+json',
    'application/vnd.atlas.2022-01-01+json',
    'application/vnd.atlas.preview+json',
    'application/vnd.atlas.2024-05-30+csv',
  ]) {
    it(`rejects Accept: ${value}`, async () => {
      assert.deepEqual(refusal(await accept(value)), [406, 'INVALID_VERSION_DATE']);
      assert.equal(simulator.violations.length, 1);
    });
  }

  for (const [requested, expected] of [
    ['2023-01-01', '2023-01-01'],
    ['2023-11-15', '2023-01-01'],
    ['2024-05-30', '2024-05-30'],
    ['2025-03-12', '2024-05-30'],
  ] as const) {
    it(`responds to ${requested} with ${expected}`, async () => {
      const { status, headers } = await accept(`application/vnd.atlas.${requested}+json`);
      assert.equal(status, 200);
      assert.equal(headers['content-type'], `application/vnd.atlas.${expected}+json;charset=utf-8`);
      assert.deepEqual(simulator.violations, []);
    });
  }

  it('finds the version among other media ranges', async () => {
    assert.equal((await accept(`text/plain, ${BUCKETS};q=0.9, */*`)).status, 200);
  });

  it('announces the sunset of a version, without a leading zero in the day', async () => {
    const { headers } = await accept('application/vnd.atlas.2023-01-01+json');
    assert.equal(headers['deprecation'], 'Thu, 30 May 2024 00:00:00 GMT');
    assert.equal(headers['sunset'], 'Thu, 1 Jul 2027 00:00:00 GMT');
    const current = await accept(BUCKETS);
    assert.equal(current.headers['deprecation'] ?? current.headers['sunset'], undefined);
  });

  it('rejects a version after its sunset', async () => {
    now = Date.UTC(2027, 6, 1);
    const received = await accept('application/vnd.atlas.2023-01-01+json');
    assert.deepEqual(refusal(received), [410, 'VERSION_GONE']);
    assert.deepEqual(json(received)['parameters'], ['2023-01-01', bucketsOf('aws').slice(1)]);
    assert.equal((await accept(BUCKETS)).status, 200);
    assert.deepEqual(simulator.violations, []);
  });

  it('shows the buckets of other providers with the fields of AWS in 2023-01-01', async () => {
    const [row = {}] = rows(await accept('application/vnd.atlas.2023-01-01+json', bucketsOf('azure')));
    assert.deepEqual(Object.keys(row), ['_id', 'bucketName', 'cloudProvider', 'iamRoleId']);
  });
});
