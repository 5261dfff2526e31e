import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import nodeFetch from 'node-fetch';
import { gzipSync } from 'node:zlib';
import { InvalidResponseError } from '../../../src/atlas/errors';
import type { Send } from '../../../src/atlas/exchange';
import {
  assertFields,
  closeServers,
  everythingIn,
  failureOf,
  getFrom,
  listen,
  RecordingLog,
  rejectWith,
  sendTo,
} from './support';

const ok: RequestListener = (_request, response) => {
  response.end('{}');
};

describe('The exchange', () => {
  afterEach(closeServers);

  it('sends a request and reads the complete response', async () => {
    const { origin, received } = await listen((request, response) => {
      request.pipe(response.writeHead(418, { 'x-test': 'yes', 'content-type': 'text/plain' }));
    });
    const response = await sendTo(origin)(
      getFrom(origin, { method: 'POST', headers: { accept: 'a/b' }, body: 'grüße' }),
    );
    assert.deepEqual([response.status, response.body, response.headers.get('X-Test')], [418, 'grüße', 'yes']);
    const [request] = received;
    assert.deepEqual([request?.method, request?.url], ['POST', '/api/atlas/v2/groups?pageNum=1']);
    assertFields(request?.headers, {
      accept: 'a/b',
      'user-agent': 'test/1',
      connection: 'keep-alive',
    });
  });

  for (const [what, change] of [
    ['host', (url: URL) => new URL(url.href.replace('127.0.0.1', 'localhost'))],
    ['port', (url: URL) => new URL(url.href.replace(url.port, String(Number(url.port) - 1)))],
    ['scheme', (url: URL) => new URL(url.href.replace('http:', 'https:'))],
  ] as const) {
    it(`sends nothing to another ${what}`, async () => {
      const { origin, connections } = await listen(ok);
      let fetched = 0;
      const send = sendTo(origin, {
        fetch: (url, init) => {
          fetched += 1;
          return nodeFetch(url, init);
        },
      });
      const error = await failureOf(send(getFrom(origin, { url: change(getFrom(origin).url) })));
      assert.match(error.message, /origin of its credential/);
      assert.deepEqual([fetched, connections()], [0, 0]);
    });
  }

  for (const status of [301, 302, 303, 307, 308]) {
    it(`treats a redirect (${status}) as an error and does not follow it`, async () => {
      const target = await listen(ok);
      const { origin, received } = await listen((request, response) => {
        const location = request.url === '/same' ? '/other' : `${target.origin}/api/atlas/v2/groups`;
        response.writeHead(status, { location }).end('moved');
      });
      const headers = { authorization: 'Bearer hidden' };
      for (const url of [new URL('/same', origin), getFrom(origin).url]) {
        const error = await failureOf(sendTo(origin)(getFrom(origin, { url, headers })));
        assert.ok(error instanceof InvalidResponseError, everythingIn(error));
        assert.equal(error.problem, 'redirect');
      }
      assert.equal(received.length, 2);
      assert.deepEqual([target.received.length, target.connections()], [0, 0]);
    });
  }

  for (const origin of ['http://127.0.0.2', 'http://evil.example', 'http://localhost.', 'ftp://127.0.0.1']) {
    it(`sends nothing to ${origin}, even if it is the stored origin`, async () => {
      let sent = 0;
      const fetch = (): Promise<never> => rejectWith(new Error(`sent ${(sent += 1)}`));
      await failureOf(sendTo(origin, { fetch })(getFrom(origin)));
      assert.equal(sent, 0);
    });
  }

  it('treats a redirect without a target as a redirect too', async () => {
    for (const headers of [{ location: 'http://[' }, {}]) {
      const { origin } = await listen((_request, response) => response.writeHead(302, headers).end());
      const error = await failureOf(sendTo(origin)(getFrom(origin)));
      assert.ok(error instanceof InvalidResponseError, everythingIn(error));
      assert.equal(error.problem, 'redirect');
    }
  });

  it('reads at most ten mebibytes, compressed or not', async () => {
    const most = 10 * 1024 * 1024;
    const { origin } = await listen((request, response) => {
      const body = Buffer.alloc(request.url === '/most' ? most : most + 1, 'x');
      const packed = request.url === '/packed';
      response.writeHead(200, packed ? { 'content-encoding': 'gzip' } : {}).end(packed ? gzipSync(body) : body);
    });
    const send = sendTo(origin);
    assert.equal((await send(getFrom(origin, { url: new URL('/most', origin) }))).body.length, most);
    for (const path of ['/more', '/packed']) {
      const error = await failureOf(send(getFrom(origin, { url: new URL(path, origin) })));
      assert.ok(error instanceof InvalidResponseError, everythingIn(error));
      assert.equal(error.problem, 'tooLarge');
    }
  });

  it('requests keep-alive and sends the user agent of the product', async () => {
    const sent: Record<string, string>[] = [];
    const send = sendTo('https://cloud.mongodb.com', {
      fetch: (_url, { headers }) => {
        sent.push(headers);
        return Promise.resolve(new Response('{}'));
      },
    });
    await send(getFrom('https://cloud.mongodb.com', { headers: { 'user-agent': 'library/1', accept: 'a/b' } }));
    assert.deepEqual(sent, [{ accept: 'a/b', connection: 'keep-alive', 'user-agent': 'test/1' }]);
  });

  it('reuses a connection', async () => {
    const server = await listen((request, response) => {
      response.writeHead(request.url === '/401' ? 401 : 200).end('{}');
    });
    const send = sendTo(server.origin);
    for (const path of ['/', '/401', '/']) {
      await send(getFrom(server.origin, { url: new URL(path, server.origin) }));
    }
    assert.equal(server.received.length, 3);
    assert.equal(server.connections(), 1);
  });
});

describe('The request log', () => {
  afterEach(closeServers);

  const SECRET = 'mdb_sa_sk_hidden';

  async function logged(handle: RequestListener, use: (send: Send, origin: string) => Promise<unknown>) {
    const { origin } = await listen(handle);
    const log = new RecordingLog();
    await use(sendTo(origin, { log }), origin);
    return log.requests.map(({ milliseconds, ...line }) => {
      assert.ok(Number.isInteger(milliseconds) && milliseconds >= 0);
      return line;
    });
  }

  it('contains method, path, version, status, count and the remaining rate limit', async () => {
    let sentTo = '';
    const lines = await logged(
      (_request, response) => response.writeHead(200, { 'ratelimit-remaining': '1198' }).end('{}'),
      async (send, origin) => {
        sentTo = origin;
        await send(getFrom(origin, { version: '2023-01-01' }));
        await send(getFrom(origin, { method: 'POST', url: new URL('/api/oauth/token', origin) }));
      },
    );
    const [first, second] = lines;
    assert.deepEqual(first, {
      method: 'GET',
      path: '/api/atlas/v2/groups?pageNum=1',
      version: '2023-01-01',
      origin: sentTo,
      outcome: 200,
      count: 1,
      rateLimitRemaining: 1198,
    });
    assert.deepEqual(second, {
      method: 'POST',
      path: '/api/oauth/token',
      origin: sentTo,
      outcome: 200,
      count: 2,
      rateLimitRemaining: 1198,
    });
  });

  it('contains no header, body or secret, and neither do errors', async () => {
    const handlers: Record<string, RequestListener> = {
      '/ok': (_request, response) => response.writeHead(200, { 'set-cookie': SECRET }).end(SECRET),
      '/redirect': (_request, response) => response.writeHead(302, { location: `/${SECRET}` }).end(SECRET),
      '/reset': (request) => request.socket.resetAndDestroy(),
      '/cut': (request, response) => {
        response.write(SECRET, () => request.socket.destroy());
      },
    };
    const errors: unknown[] = [];
    const lines = await logged(
      (request, response) => handlers[request.url ?? '']?.(request, response),
      async (send, origin) => {
        for (const path of Object.keys(handlers)) {
          const url = new URL(path, origin);
          const headers = { authorization: `Basic ${SECRET}` };
          await send(getFrom(origin, { method: 'POST', url, headers, body: SECRET })).catch((error: unknown) => {
            errors.push(error);
          });
        }
      },
    );
    assert.deepEqual([lines.length, errors.length], [4, 3]);
    assert.doesNotMatch(everythingIn(lines), new RegExp(SECRET));
    assert.doesNotMatch(everythingIn(errors), new RegExp(SECRET));
  });
});
