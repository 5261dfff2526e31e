import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { AtlasClient } from '../../../src/atlas/client';
import { AtlasError } from '../../../src/atlas/errors';
import type { AtlasSimulator, Fault } from '../../atlas/simulator';
import { everythingIn } from '../atlas/support';
import { clientOf, KEYS, METHODS, PROJECTS, useSimulator, warmClientOf } from './support';

/** Texts that must not appear anywhere: keys, and everything derived from them, as sent over the wire. */
class Forbidden {
  readonly #texts = new Set<string>();

  constructor(...keys: readonly { readonly id: string; readonly secret: string }[]) {
    for (const { id, secret } of keys) {
      const basic = Buffer.from(`${id}:${secret}`);
      for (const text of [secret, basic.toString('base64'), basic.toString('base64url'), encodeURIComponent(secret)]) {
        this.#texts.add(text);
      }
    }
  }

  /** Adds every token, nonce and digest response that has reached the simulator. */
  collect({ requests }: AtlasSimulator): void {
    for (const { headers, body } of requests) {
      const authorization = headers['authorization'] ?? '';
      const found = [
        /^\w+ ([\w+/=.-]{20,})$/.exec(authorization)?.[1],
        ...['nonce', 'cnonce', 'response'].map((name) => new RegExp(` ${name}="([^"]+)"`).exec(authorization)?.[1]),
        new URLSearchParams(body).get('token') ?? undefined,
      ];
      for (const text of found) {
        if (text !== undefined) {
          this.#texts.add(text);
        }
      }
    }
  }

  get size(): number {
    return this.#texts.size;
  }

  assertAbsentFrom(text: string, where: string): void {
    for (const forbidden of this.#texts) {
      assert.ok(!text.includes(forbidden), `${where} contains ${forbidden}: ${text}`);
    }
    assert.doesNotMatch(text, /authorization|www-authenticate|cookie|bearer|cnonce|nonce=|access_token|Basic /i, where);
  }
}

const FAULTS: readonly Fault['response'][] = [
  ...[400, 401, 402, 403, 404, 406, 407, 409, 410, 429, 500, 503].map((status) => ({ status })),
  {
    status: 401,
    headers: { 'WWW-Authenticate': 'Digest realm="MMS Public API", nonce="made-up-by-a-proxy", qop="auth"' },
    body: '',
  },
  { status: 302, headers: { Location: 'http://user:password@127.0.0.1:9/' } },
  { status: 200, body: '<html>', contentType: 'text/html' },
  { status: 200, body: '[]' },
  { status: 200, body: ' '.repeat(10 * 1024 * 1024 + 1) },
  { reset: 'beforeHeaders' },
  { reset: 'withinBody' },
  { hang: 'beforeHeaders' },
  { hang: 'withinBody' },
];

/** Returns the error of a promise; undefined if it resolves. */
function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Sends every kind of request and returns all failures. */
async function requestEverything(client: AtlasClient): Promise<unknown[]> {
  const requests = [
    client.listOrganizations(),
    client.listProjects({ itemsPerPage: 7 }),
    client.listExportBuckets(PROJECTS.mixed, { envelope: true, pretty: true }),
    client.listExportBuckets(PROJECTS.forbidden),
    client.getExportBucket(PROJECTS.aws, 'f'.repeat(24)),
    client.listExportBuckets('not an identifier'),
    client.listProjects({ signal: AbortSignal.abort() }),
  ];
  return (await Promise.all(requests.map(rejectionOf))).filter((error) => error !== undefined);
}

function assertSilent(forbidden: Forbidden, errors: readonly unknown[], lines: readonly string[]): void {
  forbidden.assertAbsentFrom(lines.join('\n'), 'the log');
  for (const error of errors) {
    forbidden.assertAbsentFrom(inspect(error, { depth: 10 }), 'what is printed of an error');
    forbidden.assertAbsentFrom(everythingIn(error), 'what is hidden in an error');
    forbidden.assertAbsentFrom(JSON.stringify(error ?? null), 'the JSON of an error');
    for (let cause = error; cause instanceof Error; { cause } = cause) {
      forbidden.assertAbsentFrom(`${cause.message}\n${cause.stack ?? ''}\n${JSON.stringify(cause)}`, 'a cause');
    }
  }
}

describe('No secret', () => {
  const simulator = useSimulator();

  for (const method of METHODS) {
    it(`of ${method} is in the log or in an error of a whole session`, async () => {
      const keys = KEYS[method];
      const forbidden = new Forbidden(keys);
      const { client, lines, requestTimeout } = clientOf(simulator(), { keys, version: '2023-01-01' });
      const errors = await requestEverything(client);
      assert.equal(errors.length, 4);

      for (const response of FAULTS) {
        requestTimeout.milliseconds = 'hang' in response ? 60 : 10_000;
        const end = simulator().fault({ response });
        errors.push(await rejectionOf(client.listProjects()));
        end();
        forbidden.collect(simulator());
      }
      assert.equal(errors.filter((error) => error instanceof AtlasError).length, 2 + FAULTS.length);

      requestTimeout.milliseconds = 10_000;
      await client.renewAccess();
      await client.listOrganizations();
      forbidden.collect(simulator());
      simulator().world.removeCredential(keys.id);
      errors.push(...(await requestEverything(client)));
      forbidden.collect(simulator());
      await client.close();
      forbidden.collect(simulator());
      assert.ok(forbidden.size > (method === 'apiKey' ? 60 : 4), `only ${forbidden.size} texts are looked for`);
      assert.ok(lines.length > 40);
      assertSilent(forbidden, errors, lines);
    });
  }

  it('of a service account is in a failure of a token request', async () => {
    const forbidden = new Forbidden(KEYS.serviceAccount);
    const errors: unknown[] = [];
    const lines: string[] = [];
    const token = 'eyJhbGciOiJFUzUxMiJ9.a-token-that-Atlas-has-handed-out';
    const secretForm = { id: 'x', secret: token };
    const leaky = new Forbidden(secretForm);
    const responses: readonly Fault['response'][] = [
      ...FAULTS.filter((response) => !('hang' in response)),
      { status: 200, body: JSON.stringify({ access_token: token, token_type: 'mac', expires_in: 3600 }) },
      { status: 200, body: JSON.stringify({ access_token: token }) },
      { status: 200, body: JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 'long' }) },
      { status: 200, body: JSON.stringify({ access_token: token, token_type: 'Bearer' }).slice(0, -1) },
      { status: 201, body: JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 3600 }) },
      { status: 200, body: `access_token=${token}`, contentType: 'text/plain' },
    ];
    for (const response of responses) {
      const asking = clientOf(simulator());
      const end = simulator().fault({ path: /^\/api\/oauth\//, response });
      const error = await rejectionOf(asking.client.listProjects());
      assert.ok(error instanceof AtlasError);
      errors.push(error);
      lines.push(...asking.lines);
      end();
    }
    for (const response of FAULTS.filter((candidate) => !('hang' in candidate))) {
      const revoking = await warmClientOf(simulator());
      const end = simulator().fault({ path: /^\/api\/oauth\/revoke$/, response });
      errors.push(await rejectionOf(revoking.client.close()));
      end();
      lines.push(...revoking.lines);
      forbidden.collect(simulator());
    }
    assertSilent(forbidden, errors, lines);
    assertSilent(leaky, errors, lines);
  });

  it('is in the log or in an error if the secret is wrong', async () => {
    for (const method of METHODS) {
      const keys = { ...KEYS[method], secret: 'typed-wrong-0123456789' };
      const forbidden = new Forbidden(keys, KEYS[method]);
      const { client, lines } = clientOf(simulator(), { keys });
      const errors = await requestEverything(client);
      assert.ok(errors.length >= 6);
      forbidden.collect(simulator());
      assertSilent(forbidden, errors, lines);
    }
    // The simulator reports wrong digest responses, which a mistyped key causes.
    assert.ok(simulator().violations.every((violation) => violation.includes('wrong digest response')));
    simulator().clearRequests();
  });

  it('is visible in an inspected client', async () => {
    for (const method of METHODS) {
      const { client } = await warmClientOf(simulator(), { keys: KEYS[method] });
      await client.listProjects();
      const forbidden = new Forbidden(KEYS[method]);
      forbidden.collect(simulator());
      forbidden.assertAbsentFrom(inspect(client, { depth: 10 }) + JSON.stringify(client), 'the client');
    }
  });
});
