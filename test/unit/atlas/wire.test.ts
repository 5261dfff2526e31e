import assert from 'node:assert/strict';
import https from 'node:https';
import net from 'node:net';
import nodeFetch from 'node-fetch';
import { NetworkError } from '../../../src/atlas/errors';
import type { Fetch } from '../../../src/atlas/exchange';
import { selfSigned, type Certificate } from '../../atlas/certificates';
import {
  closeServers,
  everythingIn,
  failureOf,
  getFrom,
  listen,
  portOf,
  RecordingLog,
  sendTo,
  type Loopback,
} from './support';

/** Responds in clear text on every connection, like a proxy that refuses a tunnel. */
class ClearTextProxy {
  readonly #server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.end(`HTTP/1.1 ${this.response}`);
    });
  });

  response = '200 OK\r\n\r\n{}';

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** A connection on which the proxy's response seems to come from the server, as with VS Code's proxy agent. */
  connect(): net.Socket {
    const socket = net.connect(portOf(this.#server), '127.0.0.1');
    socket.write('CONNECT');
    return socket;
  }

  close(): void {
    this.#server.close();
  }
}

describe('A response to an HTTPS request', () => {
  const proxy = new ClearTextProxy();
  let certificate: Certificate;
  let server: Loopback;
  let agent: https.Agent;
  let isForging: (url: string) => boolean;

  before(async () => {
    certificate = await selfSigned('127.0.0.1');
    await proxy.listen();
  });

  beforeEach(async () => {
    server = await listen((request, response) => response.end(JSON.stringify(request.url)), certificate);
    agent = new https.Agent({ ca: certificate.cert, keepAlive: true });
    isForging = () => true;
  });

  afterEach(async () => {
    agent.destroy();
    await closeServers();
  });

  after(() => {
    proxy.close();
  });

  const fetch: Fetch = (url, init) => {
    if (!isForging(url)) {
      return nodeFetch(url, { ...init, agent });
    }
    const forging = new https.Agent();
    forging.createConnection = () => proxy.connect();
    return nodeFetch(url, { ...init, agent: forging });
  };

  async function refusalOf(promise: Promise<unknown>): Promise<NetworkError> {
    const error = await failureOf(promise);
    assert.ok(error instanceof NetworkError, everythingIn(error));
    return error;
  }

  it('is accepted if it arrived encrypted, also on a reused connection', async () => {
    isForging = () => false;
    const send = sendTo(server.origin, { fetch });
    for (const method of ['GET', 'POST', 'GET'] as const) {
      const { status, isEncrypted } = await send(
        getFrom(server.origin, { method, ...(method === 'POST' && { body: 'a=b' }) }),
      );
      assert.deepEqual([status, isEncrypted], [200, true]);
    }
    assert.equal(server.connections(), 1);
  });

  for (const status of [
    200, 201, 203, 204, 206, 299, 300, 301, 302, 304, 307, 399, 400, 401, 403, 404, 429, 500, 503,
  ]) {
    it(`is reported as the proxy's refusal if it arrived in clear text, with ${status}`, async () => {
      const body = '{"errorCode":"UNEXPECTED_ERROR","detail":"Call us"}';
      const headers =
        'Location: http://127.0.0.1:9/\r\nRetry-After: 9999\r\nWWW-Authenticate: Digest realm="x", nonce="n"';
      proxy.response = `${status} X\r\nContent-Type: application/json\r\n${headers}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
      const log = new RecordingLog();
      for (const method of ['GET', 'POST'] as const) {
        const request = getFrom(server.origin, { method, ...(method === 'POST' && { body: 'a=b' }) });
        const error = await refusalOf(sendTo(server.origin, { fetch, log })(request));
        assert.deepEqual([error.problem, error.code, error.cause], ['proxyRefused', status.toString(), undefined]);
      }
      assert.deepEqual(
        log.requests.map(({ outcome }) => outcome),
        [`proxyRefused ${status}`, `proxyRefused ${status}`],
      );
      assert.equal(server.received.length, 0);
    });
  }

  it('is reported as a proxy that requires authentication if it arrived in clear text with 407', async () => {
    proxy.response = '407 X\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n';
    const error = await refusalOf(sendTo(server.origin, { fetch })(getFrom(server.origin)));
    assert.deepEqual([error.problem, error.code], ['proxyAuthentication', '407']);
  });

  it('is not read to its end if it arrived in clear text', async () => {
    proxy.response = '403 X\r\nContent-Length: 1000000\r\n\r\n{';
    const error = await refusalOf(sendTo(server.origin, { fetch })(getFrom(server.origin)));
    assert.equal(error.problem, 'proxyRefused');
  });

  it('is distinguished from concurrent responses', async () => {
    proxy.response = '203 X\r\nContent-Length: 2\r\n\r\n{}';
    isForging = (url) => url.includes('forged');
    const send = sendTo(server.origin, { fetch });
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const path = `/${index % 3 === 0 ? 'forged' : 'real'}/${index}`;
        const sent = send(getFrom(server.origin, { url: new URL(path, server.origin) }));
        const outcome = await sent.then(
          ({ body }) => body,
          (error: unknown) => (error instanceof NetworkError ? error.problem : error),
        );
        return [index % 3 === 0 ? 'proxyRefused' : JSON.stringify(path), outcome];
      }),
    );
    for (const [expected, outcome] of outcomes) {
      assert.equal(outcome, expected);
    }
  });

  it('is rejected if it came from node-fetch and its socket was not seen', async () => {
    const plain = await listen((_request, response) => response.end('{}'));
    const elsewhere: Fetch = (_url, init) => nodeFetch(plain.origin, init);
    const error = await refusalOf(sendTo(server.origin, { fetch: elsewhere })(getFrom(server.origin)));
    assert.deepEqual([error.problem, error.code], ['proxyRefused', '200']);
  });

  it('needs no encryption from a loopback address over http', async () => {
    const plain = await listen((_request, response) => response.end('{}'));
    const { status, isEncrypted } = await sendTo(plain.origin)(getFrom(plain.origin));
    assert.deepEqual([status, isEncrypted], [200, false]);
  });
});
