import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { DigestAuthenticator } from '../../../src/atlas/auth/digest';
import { isAbort, NetworkError } from '../../../src/atlas/errors';
import { ascending, DigestServer, PRIVATE_KEY, PUBLIC_KEY, upTo } from './digestServer';
import { closeServers, failureOf, gate, listen, sendTo } from './support';

describe('Digest authentication before the first challenge', () => {
  afterEach(closeServers);

  /** A server that holds its first challenge, and four requests: one that obtains the challenge and three that wait. */
  async function startFour(beforeAnswer: (request: IncomingMessage) => void = () => undefined) {
    const held = gate();
    const server = new DigestServer({
      beforeChallenge: async (unsigned, request) => {
        if (unsigned === 1) {
          await held.opened;
          beforeAnswer(request);
        }
      },
    });
    const loopback = await listen(server.handle);
    const arrived = once(loopback.server, 'request');
    const authenticator = new DigestAuthenticator(PUBLIC_KEY, PRIVATE_KEY, sendTo(loopback.origin));
    const aborts = upTo(4).map(() => new AbortController());
    const [asking, ...waiting] = aborts.map(({ signal }) =>
      authenticator.send({ method: 'GET', url: new URL(loopback.origin), headers: {}, signal }),
    );
    assert.ok(asking !== undefined);
    await arrived;
    return { server, loopback, held, aborts, asking, waiting };
  }

  const statusesOf = async (sent: readonly Promise<{ status: number }>[]): Promise<number[]> =>
    (await Promise.all(sent)).map(({ status }) => status);

  it('cancels one waiting request and no others', async () => {
    const { server, loopback, held, aborts, asking, waiting } = await startFour();
    const [given, ...kept] = waiting;
    assert.ok(given !== undefined);
    aborts[1]?.abort();
    assert.equal(isAbort(await failureOf(given)), true);
    assert.equal(loopback.received.length, 1);
    held.open();
    assert.deepEqual(await statusesOf([asking, ...kept]), [200, 200, 200]);
    assert.equal(server.unsigned, 1);
    assert.deepEqual([...server.counts.values()].map(ascending), [upTo(3)]);
  });

  it('lets another request obtain the challenge if the first one is canceled', async () => {
    const { server, held, aborts, asking, waiting } = await startFour();
    aborts[0]?.abort();
    assert.equal(isAbort(await failureOf(asking)), true);
    assert.deepEqual(await statusesOf(waiting), [200, 200, 200]);
    assert.equal(server.unsigned, 2);
    assert.deepEqual([...server.counts.values()].map(ascending), [upTo(3)]);
    held.open();
  });

  it('lets another request obtain the challenge if the first one fails', async () => {
    const { server, held, asking, waiting } = await startFour((request) => {
      request.socket.resetAndDestroy();
    });
    held.open();
    assert.ok((await failureOf(asking)) instanceof NetworkError);
    assert.deepEqual(await statusesOf(waiting), [200, 200, 200]);
    assert.equal(server.unsigned, 2);
  });

  it('neither sends nor counts a canceled request', async () => {
    const { server, loopback, held, asking, waiting } = await startFour();
    held.open();
    await statusesOf([asking, ...waiting]);
    const authenticator = new DigestAuthenticator(PUBLIC_KEY, PRIVATE_KEY, sendTo(loopback.origin));
    const request = { method: 'GET', url: new URL(loopback.origin), headers: {} } as const;
    await authenticator.send(request);
    const before = loopback.received.length;
    assert.equal(isAbort(await failureOf(authenticator.send({ ...request, signal: AbortSignal.abort() }))), true);
    assert.equal(loopback.received.length, before);
    await authenticator.send(request);
    assert.deepEqual([...server.counts.values()].at(-1), [1, 2]);
  });
});
