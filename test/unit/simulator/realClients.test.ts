import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import type { Credential } from '../../atlas/world';
import { BUCKETS, json, newToken, rows } from './caller';

const run = promisify(execFile);

describe('simulator: curl', () => {
  if (spawnSync('curl', ['--version']).status !== 0) {
    console.log('  There is no curl: it is not tried.');
    return;
  }
  let simulator: AtlasSimulator;
  let url = '';

  beforeEach(async () => {
    simulator = await startAtlasSimulator();
    url = `${simulator.origin}/api/atlas/v2/groups/${simulator.world.examples.mixed}/backup/exportBuckets?pageNum=1`;
  });
  afterEach(() => simulator.close());

  const curl = async (...options: string[]): Promise<string> => {
    const { stdout } = await run('curl', ['--silent', '--show-error', '--header', `Accept: ${BUCKETS}`, ...options]);
    return stdout;
  };
  const user = ({ id, secret }: Credential): string => `${id}:${secret}`;

  it('lists export buckets with an API key', async () => {
    const text = await curl('--digest', '--user', user(simulator.world.credentials.apiKey), url);
    assert.equal(rows({ status: 200, headers: {}, text }).length, 3);
    assert.deepEqual(
      simulator.requests.map(({ status }) => status),
      [401, 200],
    );
    assert.deepEqual(simulator.violations, []);
  });

  it('is rejected with a wrong API key', async () => {
    const { id } = simulator.world.credentials.apiKey;
    const text = await curl('--digest', '--user', `${id}:wrong`, url);
    assert.equal(json({ text })['error'], 401);
    assert.equal(simulator.violations.length, 1);
  });

  it('gets a token for a service account, lists export buckets with it, and revokes it', async () => {
    const { serviceAccount } = simulator.world.credentials;
    const form = ['--user', user(serviceAccount), '--data', 'grant_type=client_credentials'];
    const token = String(json({ text: await curl(...form, `${simulator.origin}/api/oauth/token`) })['access_token']);
    const text = await curl('--header', `Authorization: Bearer ${token}`, url);
    assert.equal(rows({ status: 200, headers: {}, text }).length, 3);
    assert.equal(simulator.liveTokens, 1);
    await curl('--user', user(serviceAccount), '--data', `token=${token}`, `${simulator.origin}/api/oauth/revoke`);
    assert.equal(simulator.liveTokens, 0);
    assert.deepEqual(simulator.violations, []);
  });

  it('lists pages on one connection with a token', async () => {
    const token = await newToken(simulator, simulator.world.credentials.serviceAccount);
    simulator.clearRequests();
    await curl('--header', `Authorization: Bearer ${token}`, url, url);
    assert.deepEqual(new Set(simulator.requests.map(({ connection }) => connection)).size, 1);
    assert.equal(simulator.requests.length, 2);
  });
});
