import assert from 'node:assert/strict';
import type { IncomingMessage, RequestListener } from 'node:http';
import nodeFetch from 'node-fetch';
import type { KeyPair } from '../../../src/atlas/auth/authenticator';
import { AtlasClient } from '../../../src/atlas/client';
import { ApiError, InvalidResponseError, UnsendableCredentialError } from '../../../src/atlas/errors';
import { meaningOf } from '../../../src/atlas/errorCodes';
import { requestLog } from '../../../src/host/log';
import { closeServers, everythingIn, failureOf, listen, type Loopback } from '../atlas/support';
import { KEYS } from './support';
import { clientOptions } from '../../atlas/clientOptions';

const TOKEN = 'eyJhbGciOiJFUzUxMiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl';
const PROJECT = 'a'.repeat(24);
const GRANT = { access_token: TOKEN, token_type: 'Bearer', expires_in: 3600 };
const CHALLENGE = 'Digest realm="MMS Public API", nonce="n", algorithm=MD5, qop="auth"';

type Respond = (
  request: IncomingMessage,
  echo: string,
) => readonly [status: number, body: unknown, headers?: Record<string, string>];

/** Returns the secrets of a request, as gateways repeat them. */
function echoOf({ headers: { authorization = '' } }: IncomingMessage): string {
  return `${authorization} ${Buffer.from(authorization.slice(6), 'base64')
    .toString('latin1')
    .replace(/[^\x20-\x7e]/g, '')}`;
}

/** A server with configurable responses to GET and token requests. */
function serve(onGet: Respond, onToken: Respond = () => [200, GRANT]): Promise<Loopback> {
  const handle: RequestListener = (request, response) => {
    const isGet = request.method === 'GET';
    if (isGet && request.headers.authorization === undefined) {
      response.writeHead(401, { 'www-authenticate': CHALLENGE }).end();
      return;
    }
    const [status, body, headers] = (isGet ? onGet : onToken)(request, echoOf(request));
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  return listen(handle);
}

function clientOn({ origin }: Loopback, keys: KeyPair = KEYS.serviceAccount): { client: AtlasClient; lines: string[] } {
  const lines: string[] = [];
  const channel = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(line) };
  let waited = 0;
  const client = new AtlasClient(
    clientOptions({
      origin,
      keys,
      fetch: nodeFetch,
      log: requestLog(channel),
      now: () => performance.now() + waited,
      wait: (milliseconds) => {
        waited += milliseconds;
        return Promise.resolve();
      },
    }),
  );
  return { client, lines };
}

describe('AtlasClient', () => {
  afterEach(closeServers);

  const ECHOES: Readonly<Record<string, Respond>> = {
    'in detail': (_request, echo) => [404, { error: 404, errorCode: 'X', detail: echo }],
    'in the code': (_request, echo) => [500, { error: 500, errorCode: echo }],
    'in the parameters': (_request, echo) => [403, { errorCode: 'IP_ADDRESS_NOT_ON_ACCESS_LIST', parameters: [echo] }],
    'in the description': (_request, echo) => [400, { error: 'invalid_request', error_description: echo }],
    'in the code of OAuth': (_request, echo) => [401, { error: echo }],
    'in a body of its own': (_request, echo) => [500, echo],
    'in headers': (_request, echo) => [
      500,
      {},
      Object.fromEntries(
        ['date', 'deprecation', 'sunset', 'retry-after', 'content-type', 'x-error-code'].map((name) => [name, echo]),
      ),
    ],
    'in headers of a success': (_request, echo) => [200, { results: [] }, { deprecation: echo, sunset: echo }],
    'in a redirect': (_request, echo) => [302, '', { location: `http://[${echo.replaceAll(' ', '')}` }],
  };

  for (const keys of [KEYS.serviceAccount, KEYS.apiKey]) {
    for (const [where, respond] of Object.entries(ECHOES)) {
      for (const at of keys.method === 'apiKey' ? ['get'] : ['get', 'token']) {
        it(`removes a secret of ${keys.method} that comes back ${where} (${at})`, async () => {
          const proofs: string[] = [keys.secret];
          const note: Respond = (request, echo) => {
            const { authorization = '' } = request.headers;
            proofs.push(authorization, /response="(\w+)"/.exec(authorization)?.[1] ?? authorization.slice(7));
            return respond(request, echo);
          };
          const server = at === 'get' ? await serve(note) : await serve(() => [200, { results: [] }], note);
          const { client, lines } = clientOn(server, keys);
          const seen = [
            await client.listProjects().catch((error: unknown) => error),
            await client.getRawExportBuckets(PROJECT).catch((error: unknown) => error),
            await client.close().catch((error: unknown) => error),
            lines,
          ].map(everythingIn);
          assert.ok(proofs.length > 1);
          for (const proof of proofs) {
            assert.ok(!seen.some((text) => text.includes(proof)), seen.join('\n'));
          }
          assert.doesNotMatch(lines.join('\n'), /removed/);
        });
      }
    }
  }

  it('does not accept an error with status 200 as a list', async () => {
    const body = { error: 503, errorCode: 'UNEXPECTED_ERROR', detail: 'd', results: [], totalCount: 0 };
    const error = await failureOf(clientOn(await serve(() => [200, body])).client.listProjects());
    assert.ok(error instanceof InvalidResponseError, everythingIn(error));
    assert.deepEqual([error.problem, error.status], ['unexpectedShape', 200]);
  });

  for (const status of [201, 202, 203, 204, 206, 226, 299, 300, 304, 399]) {
    it(`accepts no data with status ${status}`, async () => {
      const server = await serve(() => [status, { results: [{ id: PROJECT, name: 'forged' }], totalCount: 1 }]);
      const error = await failureOf(clientOn(server).client.listProjects());
      assert.ok(error instanceof InvalidResponseError, everythingIn(error));
      assert.deepEqual([error.problem, error.status], ['unexpectedStatus', status]);
    });

    it(`accepts no token with status ${status}`, async () => {
      const server = await serve(
        () => [200, { results: [] }],
        () => [status, GRANT],
      );
      const error = await failureOf(clientOn(server).client.listProjects());
      assert.ok(error instanceof InvalidResponseError, everythingIn(error));
      assert.equal(server.received.filter(({ method }) => method === 'GET').length, 0);
    });
  }

  it('accepts no data with another status in the envelope', async () => {
    const server = await serve(() => [200, { status: 203, content: { results: [], totalCount: 0 } }]);
    const error = await failureOf(clientOn(server).client.listExportBuckets(PROJECT, { envelope: true }));
    assert.ok(error instanceof InvalidResponseError && error.problem === 'unexpectedStatus');
  });

  it('rejects data and errors that are nested too deeply', async () => {
    const deep = `{"results":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const read = await failureOf(clientOn(await serve(() => [200, deep])).client.listProjects());
    assert.ok(read instanceof InvalidResponseError && read.problem === 'unexpectedShape');
    const refused = await failureOf(clientOn(await serve(() => [403, deep])).client.listProjects());
    assert.ok(refused instanceof InvalidResponseError && refused.problem === 'notJson');
  });

  it('logs only the dates of a deprecation', async () => {
    for (const header of ['x'.repeat(7_000), 'true', 'Thu, 30 May 2024 00:00:00 GMT\u009b[2J', '@1688169599']) {
      const { client, lines } = clientOn(
        await serve(() => [200, { results: [] }, { deprecation: header, sunset: header }]),
      );
      await client.listProjects();
      await client.listProjects();
      const since = header.startsWith('@') ? ' since Fri, 30 Jun 2023 23:59:59 GMT' : '';
      const until = header.startsWith('@') ? '; Atlas serves it until Fri, 30 Jun 2023 23:59:59 GMT' : '';
      assert.deepEqual(
        lines.filter((line) => line.startsWith('Version')),
        [`Version 2023-01-01 of groups is deprecated${since}${until}`],
      );
    }
  });

  for (const [stale, meaning] of [
    ['false', 'credential'],
    ['true', undefined],
  ] as const) {
    it(`treats a 401 with stale=${stale} as ${meaning ?? 'no statement about the key'}`, async () => {
      let nonces = 0;
      const server = await serve(() => [
        401,
        { error: 401, reason: 'Unauthorized', detail: 'You are not authorized.', errorCode: 'UNEXPECTED_ERROR' },
        {
          'www-authenticate': `Digest realm="MMS Public API", domain="", nonce="${(nonces += 1)}", algorithm=MD5, qop="auth", stale=${stale}`,
        },
      ]);
      const error = await failureOf(clientOn(server, KEYS.apiKey).client.listProjects());
      assert.ok(error instanceof ApiError);
      assert.deepEqual([error.status, meaningOf(error)], [401, meaning]);
    });
  }

  it('requests a page again without a count if Atlas cannot count in time, unless the caller requires the count', async () => {
    const detail = 'Unable to calculate the total number of results. Retry with includeCount=false.';
    const server = await serve(() => [500, { error: 500, errorCode: 'TIMEOUT_WHILE_PAGING', detail, parameters: [] }]);
    const queries = () => server.received.flatMap(({ method, url }) => (method === 'GET' ? url?.split('?')[1] : []));
    for (const [request, expected] of [
      [{ includeCount: true }, ['includeCount=true']],
      [{}, ['includeCount=true', undefined, 'includeCount=false']],
    ] as const) {
      const error = await failureOf(clientOn(server).client.listProjects(request));
      assert.ok(error instanceof ApiError && meaningOf(error) === 'countTimedOut');
      assert.deepEqual(queries(), expected);
    }
  });

  for (const token of ['ключ-доступа', 'token\r\nx-evil: 1', 'token\0', 'token €']) {
    it(`reports a token that cannot be sent and does not keep it: ${JSON.stringify(token)}`, async () => {
      let minted = 0;
      const server = await serve(
        () => [200, { results: [] }],
        () => [200, (minted += 1) === 1 ? { ...GRANT, access_token: token } : GRANT],
      );
      const { client } = clientOn(server);
      assert.ok((await failureOf(client.listProjects())) instanceof UnsendableCredentialError);
      assert.deepEqual((await client.listProjects()).items, []);
      assert.equal(minted, 2);
    });
  }

  it('reports a public key that cannot be sent', async () => {
    for (const id of ['ключ', 'a\nb', 'a\0b']) {
      const server = await serve(() => [200, { results: [] }]);
      const error = await failureOf(clientOn(server, { ...KEYS.apiKey, id }).client.listProjects());
      assert.ok(error instanceof UnsendableCredentialError, everythingIn(error));
      assert.equal(server.received.length, 1);
    }
  });

  for (const [status, body] of [
    [401, { error: 'unauthorized_client', error_description: 'The client is disabled.' }],
    [400, { error: 'invalid_grant' }],
    [400, { error: 'invalid_client' }],
    [401, { error: 401, errorCode: 'USER_UNAUTHORIZED', detail: 'd' }],
    [401, { error: 401, errorCode: null, reason: 'Unauthorized' }],
  ] as const) {
    it(`treats ${status} ${JSON.stringify(body)} of the token endpoint as a rejected credential`, async () => {
      const server = await serve(
        () => [200, { results: [] }],
        () => [status, body],
      );
      const error = await failureOf(clientOn(server).client.listProjects());
      assert.ok(error instanceof ApiError, everythingIn(error));
      assert.equal(meaningOf(error), 'credential', everythingIn(error));
    });
  }

  it('interprets a 403 of the token endpoint by its code', async () => {
    const body = { error: 'access_denied', error_description: 'Access Token limit reached.' };
    const server = await serve(
      () => [200, { results: [] }],
      () => [403, body],
    );
    const error = await failureOf(clientOn(server).client.listProjects());
    assert.ok(error instanceof ApiError);
    assert.deepEqual([meaningOf(error), error.detail], [undefined, body.error_description]);
  });
});
