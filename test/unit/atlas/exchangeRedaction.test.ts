import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { HttpResponse } from '../../../src/atlas/exchange';
import { byIndex, HIDDEN_FORMS, units } from './hiddenForms';
import { getFrom, sendTo } from './support';

const ORIGIN = 'https://cloud.mongodb.com';
const ID = 'mdb_sa_id_64b8e1f2a7c3d90518e6f4b2';
const SECRET = 'mdb_sa_sk_q-W_e+r/t~y:z%&"\'\\ é<>';
const TOKEN = `eyJhbGciOiJFUzUxMiJ9.${Buffer.from(`{"sub":"${ID}"}`).toString('base64url')}.c2lnbmF0dXJl`;
const BASIC = Buffer.from(`${ID}:${SECRET}`).toString('base64');
const RESPONSE = '6629fae49393a05397450978507c4ef1';
const DIGEST = `Digest username="zmmrboas", realm="MMS Public API", nonce="n", uri="/a?b=1", response="${RESPONSE}", qop=auth`;

/** The secrets that each kind of request sends. */
const PROVEN = [
  { name: 'a token request', method: 'POST', authorization: `Basic ${BASIC}`, hidden: [BASIC, SECRET] },
  { name: 'a request with a token', method: 'GET', authorization: `Bearer ${TOKEN}`, hidden: [TOKEN] },
  { name: 'a signed request', method: 'GET', authorization: DIGEST, hidden: [DIGEST, RESPONSE] },
] as const;

const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const bytes = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');

/** Spellings in which a server may repeat a secret. */
const SPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  'as JSON': json,
  'as JSON in JSON': (text) => json(json(text)),
  'as JSON with slashes escaped': (text) => json(text).replaceAll('/', '\\/'),
  'as JSON, every unit escaped': (text) => units(text, (unit) => `\\u${unit.padStart(4, '0')}`),
  'as JSON, in capitals': (text) => units(text, (unit) => `\\u${unit.padStart(4, '0').toUpperCase()}`),
  'in a URL': encodeURIComponent,
  'in a URL of a URL': (text) => encodeURIComponent(encodeURIComponent(text)).replaceAll('%252525', '%2525'),
  'in a URL, every byte encoded': bytes,
  'in a form': (text) => new URLSearchParams({ a: text }).toString().slice(2),
  'in HTML': (text) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  'in HTML, by numbers': (text) => units(text, (unit) => `&#${Number.parseInt(unit, 16)};`),
  'in HTML, by hexadecimal numbers': (text) => units(text, (unit) => `&#x${unit};`),
};

/** Sends one request to a server with this response. */
async function exchange(
  { method, authorization }: (typeof PROVEN)[number],
  response: { status?: number; body?: string; headers?: Record<string, string> },
): Promise<HttpResponse> {
  const { status = 200, body = '', headers = {} } = response;
  const send = sendTo(ORIGIN, {
    secret: SECRET,
    fetch: () =>
      Promise.resolve({ status, headers: { get: (name) => headers[name] ?? null }, text: () => Promise.resolve(body) }),
  });
  return send(getFrom(ORIGIN, { method, headers: { authorization } }));
}

/** Texts that take long to search, or too much memory, with patterns that are written without care. */
const HOSTILE = [
  '<',
  '<b>',
  '\u0301',
  '&#0',
  '\\u{0',
  '"',
  '\n',
  '"0":',
  '\n00000000  41 ',
  '\u001b[1;',
  '%u0065',
  '\0',
];

describe('A sent secret', () => {
  for (const proven of PROVEN) {
    for (const [spelling, spell] of Object.entries(SPELLINGS)) {
      it(`is in no body and no header of the response to ${proven.name} (${spelling})`, async () => {
        for (const text of [proven.authorization, ...proven.hidden, SECRET, `${ID}:${SECRET}`]) {
          // The ID of a key is public. No part of the rest remains.
          const left = `${text.startsWith(ID) ? spell(`${ID}:`) : ''}[removed]`;
          for (const status of [200, 400, 503]) {
            const echo = `before ${spell(text)} between ${spell(text.slice(0, -1))}, after`;
            const response = await exchange(proven, { status, body: echo, headers: { date: echo, 'x-echo': echo } });
            for (const seen of [response.body, response.headers.get('date'), response.headers.get('x-echo')]) {
              assert.equal(seen, `before ${left} between ${left}, after`);
            }
          }
        }
      });
    }

    it(`leaves valid JSON in the response to ${proven.name}`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom(...proven.hidden, '\\', '"')),
          ),
          fc.boolean(),
          async (parts, isNested) => {
            const value = { detail: parts.join(''), parameters: parts };
            const body = JSON.stringify(isNested ? { message: JSON.stringify(value) } : value);
            const response = await exchange(proven, { status: 500, body });
            const read = JSON.stringify(JSON.parse(response.body));
            for (const hidden of proven.hidden) {
              assert.ok(!read.includes(json(hidden)));
            }
          },
        ),
      );
    });
  }

  for (const proven of PROVEN) {
    for (const [form, write] of Object.entries(HIDDEN_FORMS)) {
      it(`is removed with the JSON string that encodes it in the response to ${proven.name} (${form})`, async () => {
        for (const text of [...proven.hidden, SECRET].filter((hidden) => hidden !== DIGEST)) {
          const body = JSON.stringify({ kept: ID, detail: `before ${write(text)} after` });
          const response = await exchange(proven, { status: 404, body, headers: { 'x-echo': write(text) } });
          // If only the last character has another spelling, the rest of the string may remain.
          assert.match(response.body, /^{"kept":"mdb_sa_id_\w+","detail":"(before )?\[removed\]\S{0,8}( after)?"}$/);
          assert.match(response.headers.get('x-echo') ?? '', /^\[removed\]\S{0,8}$/);
        }
      });
    }

    it(`is removed with the whole body if several strings encode it in the response to ${proven.name}`, async () => {
      for (const text of [...proven.hidden, SECRET].filter((hidden) => hidden !== DIGEST)) {
        for (const parts of [text.split(''), [...Buffer.from(text)], byIndex(text)]) {
          assert.equal((await exchange(proven, { body: JSON.stringify({ data: parts }) })).body, '[removed]');
        }
      }
    });
  }

  it('is not confused with a text that starts alike', async () => {
    const other = 'mdb_sa_sk_another-secret-of-somebody-else';
    for (const [proven, text] of PROVEN.flatMap((one) => [ID, other].map((shared) => [one, shared] as const))) {
      for (const write of [String, ...Object.values(HIDDEN_FORMS)]) {
        const body = JSON.stringify({ detail: write(text), id: '64b8e1f2a7c3d90518e6f4b2' });
        assert.equal((await exchange(proven, { body })).body, body);
      }
    }
  });

  it('is found in lower case and in base64url', async () => {
    const [tokenRequest] = PROVEN;
    for (const text of [BASIC.toLowerCase(), Buffer.from(`${ID}:${SECRET}`).toString('base64url')]) {
      assert.equal((await exchange(tokenRequest, { body: `<${text}>` })).body.replace(/=*>$/, '>'), '<[removed]>');
    }
  });

  it('is found if a gateway truncated it', async () => {
    const [tokenRequest] = PROVEN;
    const { body } = await exchange(tokenRequest, {
      body: `{"a":"Basic ${BASIC.slice(0, -9)}…","b":"${SECRET.slice(0, 17)}"}`,
    });
    assert.equal(body, '{"a":"[removed]…","b":"[removed]"}');
  });

  it('does not include the ID of the key or a text that only starts alike', async () => {
    const body = `Basic auth of ${ID} (${Buffer.from(ID).toString('base64url')}) with mdb_sa_sk_… and Bearer tokens`;
    for (const proven of PROVEN) {
      assert.equal((await exchange(proven, { body })).body, body);
    }
  });

  it('includes the secret of an API key, although it is never sent', async () => {
    const signed = PROVEN[2];
    assert.equal((await exchange(signed, { body: `x${SECRET}y` })).body, 'x[removed]y');
  });

  it('includes a token after it was sent, but not in the response that brings it', async () => {
    let body = JSON.stringify({ access_token: TOKEN });
    const send = sendTo(ORIGIN, { secret: SECRET, fetch: () => Promise.resolve(new Response(body)) });
    const mint = getFrom(ORIGIN, {
      method: 'POST',
      headers: { authorization: `Basic ${BASIC}` },
      body: 'grant_type=x',
    });
    const use = getFrom(ORIGIN, { headers: { authorization: `Bearer ${TOKEN}` } });
    assert.equal((await send(mint)).body, body);
    assert.equal((await send(use)).body, '{"access_token":"[removed]"}');
    // Atlas may issue the same token again.
    assert.equal((await send(mint)).body, body);
    // Neither another request nor the revocation reveals it.
    assert.equal((await send(getFrom(ORIGIN))).body, '{"access_token":"[removed]"}');
    const revocation = { ...mint, body: new URLSearchParams({ token: TOKEN }).toString() };
    assert.equal((await send(revocation)).body, '{"access_token":"[removed]"}');
    body = body.replace('c2lnbmF0dXJl', 'YW5vdGhlcg');
    assert.equal((await send(mint)).body, body);
  });

  it('is found in bounded time, whatever a server sends', async () => {
    for (const piece of [
      '\\',
      '%25',
      '&amp;',
      'e',
      TOKEN.slice(0, 15),
      '\\\\u0065',
      `\\${TOKEN.slice(0, 16)}`,
      ...HOSTILE,
    ]) {
      const body = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const { length } = (await exchange(PROVEN[1], { body })).body;
      assert.ok(length <= body.length);
    }
  });
});
