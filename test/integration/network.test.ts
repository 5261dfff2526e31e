import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ConfigurationTarget, workspace } from 'vscode';
import { InvalidResponseError, NetworkError } from '../../src/atlas/errors';
import { createCertificateAuthority } from '../atlas/certificates';
import { startProxy, type Proxy } from '../atlas/proxy';
import { startAtlasSimulator, type AtlasSimulator } from '../atlas/simulator';
import { until } from '../vscode/until';
import { sampleCredentials } from './support';

/** A host that only the proxy can resolve. */
const HOST = 'atlas.invalid';

describe('VS Code’s network settings', function () {
  const started: { close(): Promise<void> }[] = [];
  const set = (name: string, value: unknown): Thenable<void> =>
    workspace.getConfiguration('http').update(name, value, ConfigurationTarget.Global);

  afterEach(async () => {
    await set('proxy', undefined);
    await set('noProxy', undefined);
    await Promise.all(started.splice(0).map((one) => one.close()));
  });

  async function start(certificate?: { key: string; cert: string }): Promise<AtlasSimulator> {
    const { TEST_CERTIFICATE = '' } = process.env;
    const parts: unknown = JSON.parse(await readFile(TEST_CERTIFICATE, 'utf8'));
    assert.ok(typeof parts === 'object' && parts !== null && 'key' in parts && 'cert' in parts);
    const trusted = { key: String(parts.key), cert: String(parts.cert) };
    const simulator = await startAtlasSimulator({ certificate: certificate ?? trusted });
    started.push(simulator);
    return simulator;
  }

  async function startProxyTo({ origin }: AtlasSimulator, refusal?: number, body?: string): Promise<Proxy> {
    const proxy = await startProxy(Number(new URL(origin).port), refusal, body);
    started.push(proxy);
    return proxy;
  }

  /** Lists the projects of a host behind the proxy, with a new client that reuses no connection. */
  async function list(simulator: AtlasSimulator, host = HOST): Promise<number> {
    const { apiKey } = simulator.world.credentials;
    const credentials = sampleCredentials({ origin: `https://${host}` }, { retail: apiKey });
    const [credential] = credentials.list();
    assert.ok(credential);
    const client = await credentials.clientOf(credential);
    return (await client.listProjects()).items.length;
  }

  async function untilListed(simulator: AtlasSimulator): Promise<void> {
    const seen = new Set<string>();
    await until(
      () =>
        list(simulator).then(
          (count) => count > 40,
          (error: unknown) => {
            seen.add(String(error));
            return false;
          },
        ),
      () => `a response through the proxy, but there was ${[...seen].join(', ')}`,
    );
  }

  /** Waits for the settings, which take effect some time after they are written. */
  async function untilFailing(
    work: () => Promise<unknown>,
    problem: (NetworkError | InvalidResponseError)['problem'],
  ): Promise<void> {
    const seen = new Set<string>();
    await until(
      () =>
        work().then(
          () => false,
          (error: unknown) => {
            seen.add(error instanceof NetworkError ? `${error.problem} ${error.code ?? ''}` : String(error));
            const isOurs = error instanceof NetworkError || error instanceof InvalidResponseError;
            return isOurs && error.problem === problem;
          },
        ),
      () => `${problem}, but there was ${[...seen].join(', ')}`,
    );
  }

  it('apply: a tunnel through http.proxy to a server with a certificate of a private authority', async () => {
    const simulator = await start();
    const proxy = await startProxyTo(simulator);
    await set('proxy', proxy.url);
    await untilListed(simulator);
    const [tunnel] = proxy.tunnels;
    assert.equal(tunnel?.target, `${HOST}:443`);
    assert.equal(tunnel.headers.authorization, undefined);
    assert.deepEqual(simulator.violations, []);
  });

  it('apply: http.noProxy bypasses the proxy', async () => {
    const simulator = await start();
    const proxy = await startProxyTo(simulator);
    await set('proxy', proxy.url);
    await untilListed(simulator);
    await set('noProxy', [HOST]);
    await untilFailing(() => list(simulator), 'hostNotFound');
    const { length } = proxy.tunnels;
    await assert.rejects(list(simulator));
    assert.equal(proxy.tunnels.length, length);
  });

  it('lead to a failure that names an untrusted certificate', async () => {
    const foreign = await createCertificateAuthority();
    const simulator = await start(await foreign.issue([HOST]));
    const proxy = await startProxyTo(simulator);
    await set('proxy', proxy.url);
    await untilFailing(() => list(simulator), 'certificate');
    assert.deepEqual(simulator.requests, []);
  });

  it('lead to a failure that names a proxy that requires authentication', async () => {
    const simulator = await start();
    const proxy = await startProxyTo(simulator, 407);
    await set('proxy', proxy.url);
    await untilFailing(() => list(simulator), 'proxyAuthentication');
    assert.deepEqual(simulator.requests, []);
  });

  for (const [status, body] of [
    [203, { results: [{ id: 'f'.repeat(24), name: 'forged' }], totalCount: 1 }],
    [401, { error: 401, errorCode: 'UNEXPECTED_ERROR', detail: 'You are not authorized for this resource.' }],
    [403, { error: 403, errorCode: 'IP_ADDRESS_NOT_ON_ACCESS_LIST', parameters: ['203.0.113.7'] }],
    [404, { error: 404, errorCode: 'GROUP_NOT_FOUND', detail: 'Call us.' }],
    [429, { error: 429, errorCode: 'RATE_LIMITED' }],
  ] as const) {
    it(`lead to a failure that names a proxy that responds with ${status}, whatever its body says`, async () => {
      const simulator = await start();
      const proxy = await startProxyTo(simulator, status, JSON.stringify(body));
      await set('proxy', proxy.url);
      await untilFailing(() => list(simulator), 'proxyRefused');
      assert.deepEqual(simulator.requests, []);
      assert.ok(proxy.tunnels.every(({ headers }) => headers.authorization === undefined));
    });
  }

  it('lead to a failure that names a proxy that is down', async () => {
    const simulator = await start();
    const proxy = await startProxyTo(simulator);
    await proxy.close();
    started.splice(started.indexOf(proxy), 1);
    await set('proxy', proxy.url);
    await untilFailing(() => list(simulator), 'proxyUnreachable');
  });
});
