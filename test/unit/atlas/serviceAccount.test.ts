import assert from 'node:assert/strict';
import { ServiceAccountAuthenticator } from '../../../src/atlas/auth/serviceAccount';
import { isAbort } from '../../../src/atlas/errors';
import { BASIC, CLIENT_ID, FakeAtlas, GET, JSON_TYPE, SECRET } from './fakeAtlas';
import { response, failureOf, gate } from './support';

describe('The token of a service account', () => {
  it('is requested in Atlas’s format', async () => {
    const atlas = new FakeAtlas();
    assert.ok(atlas.authenticator instanceof ServiceAccountAuthenticator);
    assert.equal((await atlas.authenticator.send(GET)).status, 200);
    const [token, get] = atlas.requests;
    assert.equal(token?.method, 'POST');
    assert.equal(token.url.href, 'https://cloud.mongodb.com/api/oauth/token');
    assert.equal(token.body, 'grant_type=client_credentials');
    assert.equal(token.headers['authorization'], BASIC);
    assert.equal(token.headers['accept'], 'application/json');
    assert.match(token.headers['content-type'] ?? '', /^application\/x-www-form-urlencoded\b/);
    assert.deepEqual(get, { ...GET, headers: { accept: 'a/b', authorization: 'Bearer token-1' } });
  });

  it('is requested over http from a loopback address too', async () => {
    const urls: string[] = [];
    const authenticator = new ServiceAccountAuthenticator(
      CLIENT_ID,
      SECRET,
      'http://127.0.0.1:8080',
      ({ url }) => {
        urls.push(url.href);
        return Promise.resolve(response(200, { access_token: 't', token_type: 'bearer', expires_in: 3600 }, JSON_TYPE));
      },
      () => 0,
    );
    await authenticator.send({ ...GET, url: new URL('http://127.0.0.1:8080/x') });
    assert.deepEqual(urls, ['http://127.0.0.1:8080/api/oauth/token', 'http://127.0.0.1:8080/x']);
  });

  it('is requested once for 100 concurrent requests and reused later', async () => {
    const atlas = new FakeAtlas();
    const responses = await Promise.all(Array.from({ length: 100 }, () => atlas.authenticator.send(GET)));
    assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set([200]));
    await atlas.authenticator.send(GET);
    assert.equal(atlas.tokens, 1);
    assert.equal(atlas.requests.length, 102);
  });

  it('is used until a minute before it expires, measured from its request', async () => {
    const atlas = new FakeAtlas();
    const requestedAt = atlas.now;
    atlas.onToken = (_request, count) => {
      atlas.now += 10_000;
      return atlas.grant(count);
    };
    await atlas.authenticator.send(GET);
    atlas.now = requestedAt + 3_540_000 - 1;
    await atlas.authenticator.send(GET);
    assert.equal(atlas.tokens, 1);
    atlas.now += 1;
    await Promise.all([atlas.authenticator.send(GET), atlas.authenticator.send(GET)]);
    assert.equal(atlas.tokens, 2);
    assert.deepEqual(atlas.bearers, ['Bearer token-1', 'Bearer token-1', 'Bearer token-2', 'Bearer token-2']);
  });

  for (const lifetime of [{}, { expires_in: 0 }, { expires_in: 60 }]) {
    it(`is used only by waiting requests if its lifetime is ${JSON.stringify(lifetime)}`, async () => {
      const atlas = new FakeAtlas();
      atlas.onToken = (_request, count) => atlas.grant(count, lifetime);
      await Promise.all([atlas.authenticator.send(GET), atlas.authenticator.send(GET)]);
      assert.equal(atlas.tokens, 1);
      await atlas.authenticator.send(GET);
      assert.deepEqual(atlas.bearers, ['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
    });
  }

  it('may have its lifetime as a string', async () => {
    const atlas = new FakeAtlas();
    atlas.onToken = (_request, count) => atlas.grant(count, { expires_in: '3600' });
    await atlas.authenticator.send(GET);
    await atlas.authenticator.send(GET);
    assert.equal(atlas.tokens, 1);
  });

  it('is replaced once if it became invalid early, for all requests', async () => {
    const atlas = new FakeAtlas();
    await atlas.authenticator.send(GET);
    atlas.alive.clear();
    const responses = await Promise.all(Array.from({ length: 20 }, () => atlas.authenticator.send(GET)));
    assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set([200]));
    assert.equal(atlas.tokens, 2);
  });

  it('is not replaced again by a request that fails late', async () => {
    const atlas = new FakeAtlas();
    const late = gate();
    await atlas.authenticator.send(GET);
    atlas.alive.clear();
    const plain = atlas.onGet;
    atlas.onGet = async (request, count) => {
      const found = await plain(request, count);
      if (count === 2) {
        await late.opened;
      }
      return found;
    };
    const slow = atlas.authenticator.send(GET);
    assert.equal((await atlas.authenticator.send(GET)).status, 200);
    late.open();
    assert.equal((await slow).status, 200);
    assert.equal(atlas.tokens, 2);
  });

  it('is replaced once, and the second refusal is final', async () => {
    const atlas = new FakeAtlas();
    atlas.onGet = () => response(401, { errorCode: 'UNEXPECTED_ERROR' });
    const { status } = await atlas.authenticator.send(GET);
    assert.equal(status, 401);
    assert.deepEqual(atlas.bearers, ['Bearer token-1', 'Bearer token-2']);
    assert.equal(atlas.tokens, 2);
  });

  for (const [challenge, body] of [
    [
      'Bearer error="invalid_token", error_description="expired"',
      { error: 401, errorCode: 'TOKEN_EXPIRED', detail: 'd' },
    ],
    ['bearer realm="Atlas", ERROR=invalid_token', { errorCode: 'A_CODE_THAT_NOBODY_KNOWS' }],
    ['DPoP algs="ES256", Bearer error="invalid_token"', { errorCode: 'TOKEN_EXPIRED' }],
    ['Bearer error="invalid_token"', { errorCode: 'ACCESS_FORBIDDEN' }],
    ['Bearer error="invalid_token"', '<html>'],
  ] as const) {
    it(`is replaced once after a 401 with ${challenge} and ${JSON.stringify(body)}`, async () => {
      const atlas = new FakeAtlas();
      const { onGet } = atlas;
      atlas.onGet = (request, count) =>
        count === 1 ? response(401, body, { 'www-authenticate': challenge }) : onGet(request, count);
      assert.equal((await atlas.authenticator.send(GET)).status, 200);
      assert.deepEqual(atlas.bearers, ['Bearer token-1', 'Bearer token-2']);
    });
  }

  const bearer = (error: string): Record<string, string> => ({ 'www-authenticate': `Bearer error="${error}"` });
  for (const [what, refusal] of [
    ['403', response(403, { errorCode: 'IP_ADDRESS_NOT_ON_ACCESS_LIST' })],
    ['403 that looks like a bad token', response(403, { errorCode: 'invalid_token' })],
    ['403 without a body', response(403)],
    ['403 whose challenge rejects the token', response(403, { errorCode: 'LATER' }, bearer('invalid_token'))],
    [
      '401 about a role whose challenge rejects the token',
      response(401, { errorCode: 'USER_UNAUTHORIZED' }, bearer('invalid_token')),
    ],
    [
      '401 with an unknown code and another challenge',
      response(401, { errorCode: 'LATER' }, bearer('insufficient_scope')),
    ],
    [
      '401 with an unknown code and a description',
      response(
        401,
        { errorCode: 'LATER' },
        { 'www-authenticate': 'Bearer realm="error=\\"invalid_token\\"", Basic error="invalid_token"' },
      ),
    ],
    ['401 about a role', response(401, { errorCode: 'USER_UNAUTHORIZED' })],
    ['401 about a project', response(401, { errorCode: 'NOT_IN_GROUP' })],
    ['404', response(404, { errorCode: 'GROUP_NOT_FOUND' })],
    ['429', response(429, { errorCode: 'RATE_LIMITED_TOKEN_BUCKET' })],
    ['500', response(500)],
  ] as const) {
    it(`is never replaced for a ${what}`, async () => {
      const atlas = new FakeAtlas();
      atlas.onGet = () => refusal;
      assert.equal(await atlas.authenticator.send(GET), refusal);
      assert.equal(await atlas.authenticator.send(GET), refusal);
      assert.deepEqual([atlas.tokens, atlas.requests.length], [1, 3]);
    });
  }
});

describe('A canceled request of a service account', () => {
  it('is canceled while it waits for the token, without affecting others', async () => {
    const atlas = new FakeAtlas();
    const granted = gate();
    atlas.onToken = async (_request, count) => {
      await granted.opened;
      return atlas.grant(count);
    };
    const abort = new AbortController();
    const given = atlas.authenticator.send({ ...GET, signal: abort.signal });
    const kept = atlas.authenticator.send({ ...GET, signal: new AbortController().signal });
    abort.abort();
    assert.equal(isAbort(await failureOf(given)), true);
    granted.open();
    assert.equal((await kept).status, 200);
    assert.deepEqual([atlas.tokens, atlas.requests.length], [1, 2]);
  });

  it('requests no token', async () => {
    const atlas = new FakeAtlas();
    assert.equal(
      isAbort(await failureOf(atlas.authenticator.send({ ...GET, signal: AbortSignal.abort('gone') }))),
      true,
    );
    assert.deepEqual(atlas.requests, []);
  });

  it('requests no second token', async () => {
    const atlas = new FakeAtlas();
    const abort = new AbortController();
    atlas.onGet = () => {
      abort.abort();
      return response(401, { errorCode: 'invalid_token' });
    };
    assert.equal(isAbort(await failureOf(atlas.authenticator.send({ ...GET, signal: abort.signal }))), true);
    assert.equal(atlas.tokens, 1);
  });
});
