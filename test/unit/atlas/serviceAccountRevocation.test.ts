import assert from 'node:assert/strict';
import { ApiError, NetworkError } from '../../../src/atlas/errors';
import { BASIC, FakeAtlas, GET, JSON_TYPE, ORIGIN } from './fakeAtlas';
import { response, failureOf, gate } from './support';
import { until } from '../client/support';

describe('Revoking the token of a service account', () => {
  it('sends it to its origin, and the next request gets another one', async () => {
    const atlas = new FakeAtlas();
    await atlas.authenticator.send(GET);
    await atlas.authenticator.revoke();
    const [request] = atlas.to('/api/oauth/revoke');
    assert.equal(request?.method, 'POST');
    assert.equal(request.url.origin, ORIGIN);
    assert.equal(request.headers['authorization'], BASIC);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(request.body)), {
      token: 'token-1',
      token_type_hint: 'access_token',
    });
    await atlas.authenticator.send(GET);
    assert.deepEqual(atlas.bearers, ['Bearer token-1', 'Bearer token-2']);
  });

  it('sends nothing without a token, and nothing twice', async () => {
    const atlas = new FakeAtlas();
    await atlas.authenticator.revoke();
    assert.deepEqual(atlas.requests, []);
    await atlas.authenticator.send(GET);
    await Promise.all([atlas.authenticator.revoke(), atlas.authenticator.revoke()]);
    assert.deepEqual(atlas.revoked, ['token-1']);
  });

  /** Holds the response to the next token request. */
  function holdToken(atlas: FakeAtlas): () => void {
    const granted = gate();
    atlas.onToken = async (_request, count) => {
      await granted.opened;
      return atlas.grant(count);
    };
    return () => {
      granted.open();
    };
  }

  it('waits for a running token request', async () => {
    const atlas = new FakeAtlas();
    atlas.onRevoke = () => {
      atlas.alive.delete('Bearer token-1');
      return response(200);
    };
    const release = holdToken(atlas);
    const sent = atlas.authenticator.send(GET);
    const revoked = atlas.authenticator.revoke();
    release();
    await revoked;
    assert.deepEqual(atlas.revoked, ['token-1']);
    assert.equal((await sent).status, 200);
  });

  it('revokes the requested token, not the one that it replaces', async () => {
    const atlas = new FakeAtlas();
    await atlas.authenticator.send(GET);
    atlas.now += 3_600_000;
    const release = holdToken(atlas);
    const sent = atlas.authenticator.send(GET);
    const revoked = atlas.authenticator.revoke();
    release();
    await Promise.all([sent, revoked]);
    assert.deepEqual(atlas.revoked, ['token-2']);
  });

  it('does nothing if the running token request fails', async () => {
    const atlas = new FakeAtlas();
    atlas.onToken = () => response(500);
    const sent = failureOf(atlas.authenticator.send(GET));
    await atlas.authenticator.revoke();
    assert.ok((await sent) instanceof ApiError);
    assert.deepEqual(atlas.revoked, []);
  });

  for (const done of [response(200), response(204), response(200, '{}', JSON_TYPE)]) {
    it(`succeeds if Atlas responds with ${done.status} ${done.body}`, async () => {
      const atlas = new FakeAtlas();
      atlas.onRevoke = () => done;
      await atlas.authenticator.send(GET);
      await atlas.authenticator.revoke();
      assert.deepEqual(atlas.revoked, ['token-1']);
    });
  }

  for (const [what, onRevoke] of [
    ['Atlas refuses', () => response(401, { error: 'invalid_client' }, JSON_TYPE)],
    ['the network is down', () => Promise.reject(new NetworkError({ method: 'POST', path: '/' }, 'refused'))],
  ] as const) {
    it(`fails when ${what}, but drops the token`, async () => {
      const atlas = new FakeAtlas();
      atlas.onRevoke = onRevoke;
      await atlas.authenticator.send(GET);
      await failureOf(atlas.authenticator.revoke());
      await atlas.authenticator.send(GET);
      assert.deepEqual(atlas.revoked, ['token-1']);
      assert.deepEqual(atlas.bearers, ['Bearer token-1', 'Bearer token-2']);
    });
  }
});

describe('Renewing the token of a service account', () => {
  it('gets one new token for many renewals, and revokes none that is in use', async () => {
    const atlas = new FakeAtlas();
    await atlas.authenticator.send(GET);
    const responded = gate();
    const plain = atlas.onGet;
    atlas.onGet = async (request, count) => {
      const found = await plain(request, count);
      await responded.opened;
      return found;
    };
    atlas.now += 60_000;
    const inFlight = atlas.authenticator.send(GET);
    await until(() => atlas.bearers.length === 2);
    const later = Array.from({ length: 5 }, async () => {
      await atlas.authenticator.renew();
      return atlas.authenticator.send(GET);
    });
    responded.open();
    const responses = await Promise.all([inFlight, ...later]);
    assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set([200]));
    assert.deepEqual(atlas.bearers, ['Bearer token-1', 'Bearer token-1', ...later.map(() => 'Bearer token-2')]);
    assert.deepEqual([atlas.tokens, atlas.revoked], [2, []]);
  });

  it('does nothing for a token that was just issued', async () => {
    const atlas = new FakeAtlas();
    await atlas.authenticator.send(GET);
    atlas.now += 2999;
    await atlas.authenticator.renew();
    await atlas.authenticator.send(GET);
    assert.equal(atlas.tokens, 1);
    atlas.now += 1;
    await atlas.authenticator.renew();
    await atlas.authenticator.send(GET);
    assert.equal(atlas.tokens, 2);
  });

  it('revokes replaced tokens only when the credential is removed', async () => {
    const atlas = new FakeAtlas();
    await atlas.authenticator.send(GET);
    for (let renewal = 0; renewal < 2; renewal += 1) {
      atlas.now += 60_000;
      await atlas.authenticator.renew();
      await atlas.authenticator.send(GET);
    }
    assert.deepEqual(atlas.revoked, []);
    await atlas.authenticator.revoke();
    assert.deepEqual(atlas.revoked.toSorted(), ['token-1', 'token-2', 'token-3']);
  });
});
