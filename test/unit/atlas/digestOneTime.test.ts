import assert from 'node:assert/strict';
import { once } from 'node:events';
import fc from 'fast-check';
import { DigestAuthenticator } from '../../../src/atlas/auth/digest';
import { IMMEDIATE } from '../../../src/atlas/auth/turn';
import { DigestServer, PRIVATE_KEY, PUBLIC_KEY, upTo, type Behaviour } from './digestServer';
import { closeServers, gate, listen, sendTo } from './support';

describe('Digest authentication with one-time nonces', () => {
  afterEach(closeServers);

  async function start(behaviour: Behaviour, privateKey = PRIVATE_KEY) {
    const server = new DigestServer(behaviour);
    const { origin, received } = await listen(server.handle);
    const authenticator = new DigestAuthenticator(PUBLIC_KEY, privateKey, sendTo(origin));
    const send = async (): Promise<number> =>
      (await authenticator.send({ method: 'GET', url: new URL('/api/atlas/v2/groups', origin), headers: {} })).status;
    /** Limits concurrency like the scheduler. */
    const sendMany = async (total: number, atATime: number): Promise<number[]> => {
      const statuses: number[] = [];
      const left = upTo(total).values();
      const worker = async (): Promise<void> => {
        while (left.next().done !== true) {
          statuses.push(await send());
        }
      };
      await Promise.all(upTo(atATime).map(worker));
      return statuses;
    };
    return { server, received, send, sendMany };
  }

  let turn = 0;
  for (const [name, stale] of [
    ['always', () => true],
    ['never', () => false],
    ['only for a nonce that was used', (why: string) => why === 'unknownNonce'],
    ['at random', () => (turn += 1) % 2 === 0],
  ] as const) {
    it(`signs 40 requests, 10 at a time, if the server says stale ${name}`, async () => {
      const { received, sendMany } = await start({ uses: 1, stale });
      assert.deepEqual(await sendMany(40, 10), Array(40).fill(200));
      assert.ok(received.length <= 2 * 40 + 2, `${received.length} requests`);
    });
  }

  it('signs every request for any number of uses per nonce and any number of parallel requests', async () => {
    const servers = fc.record({
      uses: fc.integer({ min: 1, max: 4 }),
      atATime: fc.integer({ min: 1, max: 10 }),
      isStale: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(servers, async ({ uses, atATime, isStale }) => {
        const { sendMany } = await start({ uses, stale: () => isStale });
        assert.deepEqual(await sendMany(20, atATime), Array(20).fill(200));
        await closeServers();
      }),
      { numRuns: 20 },
    );
  });

  it('detects a wrong key after three requests at most', async () => {
    const { received, send } = await start({ uses: 1, stale: () => false }, 'wrong');
    for (let call = 1; call <= 3; call += 1) {
      const before = received.length;
      assert.equal(await send(), 401);
      assert.ok(received.length - before <= 3);
    }
  });
});

describe('The first challenge', () => {
  afterEach(closeServers);

  it('is not awaited by an interactive request if a background request obtains it', async () => {
    const held = gate();
    const server = new DigestServer({
      beforeChallenge: async (unsigned) => {
        if (unsigned === 1) {
          await held.opened;
        }
      },
    });
    const loopback = await listen(server.handle);
    const arrived = once(loopback.server, 'request');
    const authenticator = new DigestAuthenticator(PUBLIC_KEY, PRIVATE_KEY, sendTo(loopback.origin));
    const request = { method: 'GET', url: new URL(loopback.origin), headers: {} } as const;
    const background = { ...IMMEDIATE, isBackground: true };
    const hanging = authenticator.send(request, background);
    await arrived;
    const waiting = authenticator.send(request, background);
    assert.equal((await authenticator.send(request)).status, 200);
    // The challenge of the interactive request serves the others too.
    assert.equal((await waiting).status, 200);
    assert.equal(server.unsigned, 2);
    held.open();
    assert.equal((await hanging).status, 200);
  });
});
