import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { quoteShell } from '../../../src/references/quoting';
import type { ReferenceId } from '../../../src/references/reference';
import { RecordingShell } from './recordingShell';
import { AWS, BUCKET_ID, hostileText, PROJECT_ID, textOf } from './support';

const ACCEPT = 'Accept: application/vnd.atlas.2024-05-30+json';
const PATH = `/api/atlas/v2/groups/${PROJECT_ID}/backup/exportBuckets/${BUCKET_ID}`;
const SECRETS = {
  CLIENT_ID: 'mdb_sa_id_1 $HOME',
  CLIENT_SECRET: `mdb_sa_sk_'"\`$(id)`,
  PUBLIC_KEY: 'public key',
  PRIVATE_KEY: `"private" $key`,
  CLUSTER_NAME: 'my cluster',
  SNAPSHOT_ID: '6a79455fce5a6a3d72ea7454',
};

describe('Command-line references', function () {
  this.timeout(30_000);
  let shell: RecordingShell;

  before(() => {
    shell = new RecordingShell(['atlas', 'curl', 'jq'], SECRETS);
  });

  after(() => {
    shell.dispose();
  });

  const calls = (text: string): string[][] => shell.calls(text);
  const callsOf = (id: ReferenceId, origin?: string): string[][] => calls(textOf(id, AWS, origin) ?? 'false');

  it('describe the bucket', () => {
    const args = ['backups', 'exports', 'buckets', 'describe', '--bucketId', BUCKET_ID, '--projectId', PROJECT_ID];
    assert.deepEqual(callsOf('cliDescribe'), [['atlas', '', '', ...args, '--output', 'json']]);
  });

  it('create an export job, with variables for the cluster and the snapshot', () => {
    const { CLUSTER_NAME, SNAPSHOT_ID } = SECRETS;
    const options = ['--bucketId', BUCKET_ID, '--clusterName', CLUSTER_NAME, '--snapshotId', SNAPSHOT_ID];
    const args = ['backups', 'exports', 'jobs', 'create', ...options, '--projectId', PROJECT_ID];
    assert.deepEqual(callsOf('cliCreateJob'), [['atlas', '', '', ...args]]);
  });

  it('request the bucket with the API subcommand of the Atlas CLI', () => {
    const options = ['--groupId', PROJECT_ID, '--exportBucketId', BUCKET_ID, '--version', '2024-05-30'];
    assert.deepEqual(callsOf('cliApi'), [['atlas', '', '', 'api', 'cloudBackups', 'getExportBucket', ...options]]);
  });

  for (const id of ['cliDescribe', 'cliCreateJob', 'cliApi'] as const) {
    it(`set the base URL unless it is the default: ${id}`, () => {
      assert.deepEqual(callsOf(id, 'https://cloud.mongodbgov.com')[0]?.slice(0, 3), ['atlas', 'cloudgov', '']);
      assert.deepEqual(callsOf(id, 'http://127.0.0.1:8080')[0]?.slice(0, 3), ['atlas', '', 'http://127.0.0.1:8080/']);
      assert.deepEqual(callsOf(id, 'http://[::1]:8080')[0]?.slice(0, 3), ['atlas', '', 'http://[::1]:8080/']);
    });
  }

  for (const origin of ['https://cloud.mongodb.com', 'https://cloud.mongodbgov.com', 'http://[::1]:8080']) {
    it(`request a token and the bucket with curl from ${origin}`, () => {
      const basic = Buffer.from(`${SECRETS.CLIENT_ID}:${SECRETS.CLIENT_SECRET}`).toString('base64');
      const [token, get, ...more] = callsOf('curlBearer', origin);
      assert.deepEqual(more, []);
      assert.deepEqual(token?.slice(3), [
        ...['--fail', '--silent', '--show-error', '--request', 'POST'],
        ...['--header', `Authorization: Basic ${basic}`],
        ...['--header', 'Content-Type: application/x-www-form-urlencoded', '--header', 'Accept: application/json'],
        ...['--data', 'grant_type=client_credentials', `${origin}/api/oauth/token`],
      ]);
      assert.deepEqual(get?.slice(3), [
        ...['--fail-with-body', '--silent', '--show-error', '--header', 'Authorization: Bearer the token'],
        ...['--header', ACCEPT, `${origin}${PATH}`],
      ]);
    });

    it(`request the bucket with curl and an API key from ${origin}`, () => {
      assert.deepEqual(callsOf('curlDigest', origin)[0]?.slice(3), [
        ...['--fail-with-body', '--silent', '--show-error'],
        ...['--digest', '--user', `${SECRETS.PUBLIC_KEY}:${SECRETS.PRIVATE_KEY}`],
        ...['--header', ACCEPT, `${origin}${PATH}`],
      ]);
    });
  }

  it('quote every word', () => {
    // Arguments can't contain NUL, and the second character is the separator of the recorder.
    const word = hostileText.map((text) =>
      text
        .replaceAll('\0', '')
        .replaceAll('\u0001', '')
        .replace(/\p{Surrogate}/gu, ''),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
        assert.deepEqual(calls(`atlas ${words.map(quoteShell).join(' ')}`)[0]?.slice(3), words);
      }),
      { numRuns: 60 },
    );
  });
});
