import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { mock } from 'node:test';
import { createAuthenticator } from '../../../src/atlas/auth/createAuthenticator';
import { DigestAuthenticator } from '../../../src/atlas/auth/digest';
import { UnsupportedAuthenticationError } from '../../../src/atlas/errors';
import type { OutgoingRequest } from '../../../src/atlas/exchange';
import { ascending, DigestServer, PRIVATE_KEY, PUBLIC_KEY, upTo, type Behaviour } from './digestServer';
import { closeServers, failureOf, gate, listen, sendTo, type Loopback } from './support';

describe('Digest authentication', () => {
  afterEach(closeServers);

  async function start(behaviour: Behaviour = {}, privateKey = PRIVATE_KEY) {
    const server = new DigestServer(behaviour);
    const loopback: Loopback = await listen(server.handle);
    const authenticator = new DigestAuthenticator(PUBLIC_KEY, privateKey, sendTo(loopback.origin));
    const send = async (more: Partial<OutgoingRequest> = {}): Promise<number> => {
      const url = new URL('/api/atlas/v2/groups?pageNum=1&name=a%20b,%22c%22', loopback.origin);
      return (await authenticator.send({ method: 'GET', url, headers: { accept: 'a/b' }, ...more })).status;
    };
    const sendMany = (total: number): Promise<number[]> => Promise.all(upTo(total).map(() => send()));
    return { server, loopback, send, sendMany };
  }

  it('sends one unsigned request for 20 concurrent requests', async () => {
    const { server, loopback, sendMany } = await start();
    assert.deepEqual(new Set(await sendMany(20)), new Set([200]));
    assert.equal(server.unsigned, 1);
    assert.equal(loopback.received.length, 21);
    assert.deepEqual([...server.counts.values()].map(ascending), [upTo(20)]);
  });

  it('sends the other requests when the challenge has arrived, before the first request has completed', async () => {
    const held = gate();
    let signed = 0;
    const { sendMany, send } = await start({
      respond: (response) => {
        signed += 1;
        void (signed === 1 ? held.opened : Promise.resolve()).then(() => response.end('{}'));
      },
    });
    const first = send();
    assert.deepEqual(await sendMany(3), [200, 200, 200]);
    held.open();
    assert.equal(await first, 200);
  });

  it('reuses a nonce and counts its uses without gaps or repetitions', async () => {
    const { server, loopback, send, sendMany } = await start();
    for (const expected of upTo(12)) {
      assert.equal(await send(), 200);
      assert.deepEqual([...server.counts.values()], [upTo(expected)]);
    }
    assert.deepEqual(new Set(await sendMany(20)), new Set([200]));
    assert.deepEqual([...server.counts.values()].map(ascending), [upTo(32)]);
    assert.equal(loopback.received.length, 33);
  });

  it('keeps the headers of the request when it signs it', async () => {
    const { loopback, send } = await start();
    await send({ headers: { accept: 'application/vnd.atlas.2024-05-30+json' } });
    assert.deepEqual(
      loopback.received.map(({ headers }) => headers.accept),
      ['application/vnd.atlas.2024-05-30+json', 'application/vnd.atlas.2024-05-30+json'],
    );
  });

  for (const stale of [true, false]) {
    it(`uses the new nonce if the server rejects the old one with stale=${stale}`, async () => {
      const { server, loopback, send } = await start({ stale: () => stale });
      assert.equal(await send(), 200);
      server.forgetNonces();
      assert.equal(await send(), 200);
      assert.equal(await send(), 200);
      assert.equal(loopback.received.length, 5);
      assert.deepEqual(
        [...server.counts.values()],
        [
          [1, 2],
          [1, 2],
        ],
      );
    });
  }

  it('retries twice with new nonces if they are stale, but no more', async () => {
    const { server, loopback, send } = await start({ uses: 0 });
    assert.equal(await send(), 401);
    assert.equal(loopback.received.length, 3);
    assert.equal(server.unsigned, 1);
    assert.equal(await send(), 401);
    assert.equal(loopback.received.length, 6);
  });

  it('handles nonces that expire during parallel requests', async () => {
    const { server, loopback, sendMany } = await start({ uses: 7 });
    assert.deepEqual(new Set(await sendMany(4)), new Set([200]));
    for (const round of upTo(5)) {
      const before = loopback.received.length;
      assert.deepEqual(await sendMany(8), Array(8).fill(200), `round ${round}`);
      assert.ok(loopback.received.length - before <= 24);
    }
    assert.equal(server.unsigned, 1);
    for (const counts of server.counts.values()) {
      assert.deepEqual(ascending(counts), upTo(counts.length));
    }
  });

  it('responds to the challenge of its own refusal during parallel refusals', async () => {
    const { server, loopback, send, sendMany } = await start();
    await send();
    server.forgetNonces();
    assert.deepEqual(new Set(await sendMany(20)), new Set([200]));
    assert.equal(loopback.received.length, 2 + 40);
    assert.deepEqual([...server.counts.values()].map(ascending), [upTo(21), ...upTo(20).map(() => [1])]);
  });

  it('accepts the second refusal of a wrong key, with and without a nonce', async () => {
    const { server, loopback, send } = await start({}, 'wrong');
    assert.equal(await send(), 401);
    assert.equal(loopback.received.length, 2);
    assert.equal(await send(), 401);
    assert.equal(loopback.received.length, 4);
    assert.equal(server.unsigned, 1);
  });

  it('stops if a server calls every nonce of a wrong key stale', async () => {
    const { loopback, send } = await start({ stale: () => true }, 'wrong');
    assert.equal(await send(), 401);
    assert.equal(loopback.received.length, 3);
  });

  it('ends parallel requests with a wrong key', async () => {
    const { server, loopback, sendMany } = await start({}, 'wrong');
    assert.deepEqual(new Set(await sendMany(20)), new Set([401]));
    assert.equal(server.unsigned, 1);
    // One request for the challenge, one signed request each, and one retry each, because another request may have used
    // the nonce.
    assert.ok(loopback.received.length <= 41);
  });

  it('returns a refusal without a challenge unchanged', async () => {
    const respond = (response: ServerResponse): void => {
      response.writeHead(401).end('{"errorCode":"USER_UNAUTHORIZED"}');
    };
    const { loopback, send } = await start({ respond });
    assert.equal(await send(), 401);
    assert.equal(loopback.received.length, 2);
    assert.equal(await send(), 401);
    assert.equal(loopback.received.length, 3);
  });

  for (const status of [403, 404, 429, 500]) {
    it(`never repeats a request after a ${status}`, async () => {
      const { loopback, send } = await start({ respond: (response) => response.writeHead(status).end() });
      assert.equal(await send(), status);
      assert.equal(await send(), status);
      assert.equal(loopback.received.length, 3);
    });
  }

  it('returns an unsupported challenge and lets the other requests continue', async () => {
    const { origin, received } = await listen((_request, response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    });
    const authenticator = new DigestAuthenticator(PUBLIC_KEY, PRIVATE_KEY, sendTo(origin));
    const responses = await Promise.all(
      upTo(5).map(() => authenticator.send({ method: 'GET', url: new URL(origin), headers: {} })),
    );
    assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set([401]));
    assert.equal(received.length, 5);
  });
});

describe('The authenticator of an API key', () => {
  afterEach(closeServers);
  afterEach(() => {
    mock.restoreAll();
  });

  it('responds to challenges', async () => {
    const { origin, received } = await listen(new DigestServer().handle);
    const keys = { method: 'apiKey', id: PUBLIC_KEY, secret: PRIVATE_KEY } as const;
    const authenticator = createAuthenticator(keys, origin, sendTo(origin), Date.now);
    const request = { method: 'GET', url: new URL(origin), headers: {} } as const;
    assert.equal((await authenticator.send(request)).status, 200);
    await authenticator.renew();
    await authenticator.revoke();
    assert.equal(received.length, 2);
  });

  it('reports a hash that this machine does not support', async () => {
    const { origin } = await listen(new DigestServer().handle);
    const authenticator = new DigestAuthenticator(PUBLIC_KEY, PRIVATE_KEY, sendTo(origin));
    const unsupported = new Error('digital envelope routines::unsupported');
    mock.method(crypto, 'createHash', () => {
      throw unsupported;
    });
    const error = await failureOf(
      authenticator.send({ method: 'GET', url: new URL('/a?b=c', origin), headers: {}, version: '2023-01-01' }),
    );
    assert.ok(error instanceof UnsupportedAuthenticationError);
    assert.deepEqual(error.request, { method: 'GET', path: '/a?b=c', version: '2023-01-01' });
    assert.equal(error.cause, unsupported);
  });
});
