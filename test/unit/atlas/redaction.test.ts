import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { SecretRedactor } from '../../../src/atlas/redaction';

const ID = 'mdb_sa_id_64b8e1f2a7c3d90518e6f4b2';
const SECRET = 'mdb_sa_sk_Zk3_vQ9-rT1aXy7LbN5wEo2HsJ8uPcD4gMi0FqR6';
const BASIC = Buffer.from(`${ID}:${SECRET}`).toString('base64');
const HOUR = 3_600_000;

const signatureOf = (number: number, algorithm = 'md5'): string =>
  createHash(algorithm).update(number.toString()).digest('hex');
const tokenOf = (number: number): string => `eyJhbGciOiJFUzUxMiJ9.eyJzdWIiOiJ4In0.${signatureOf(number, 'sha256')}`;

const FORMS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in hexadecimal digits': (text) => Buffer.from(text).toString('hex'),
  'in numbers': (text) => [...Buffer.from(text)].join(','),
};

/** Returns a redactor with a clock, and a function that sends a request and returns what remains of its response. */
function start(secret: string) {
  const clock = { now: 0 };
  const redactor = new SecretRedactor(secret, () => clock.now);
  const exchange = (authorization: string, body: string, method: 'GET' | 'POST' = 'GET', status = 404): string =>
    redactor.forRequest({ method, headers: { authorization } })(body, status);
  return { clock, redactor, exchange };
}

describe('SecretRedactor', () => {
  for (const [form, write] of Object.entries(FORMS)) {
    it(`removes each token that was sent within an hour (${form})`, () => {
      const { clock, exchange } = start(SECRET);
      const numbers = Array.from({ length: 6 }, (_, number) => number);
      for (const number of numbers) {
        exchange(`Bearer ${tokenOf(number)}`, '');
        clock.now += HOUR / 10;
      }
      for (const number of numbers) {
        const body = JSON.stringify({ detail: write(tokenOf(number)) });
        assert.equal(exchange(`Bearer ${tokenOf(5)}`, body), '{"detail":"[removed]"}');
        assert.equal(exchange(`Basic ${BASIC}`, body, 'POST'), '{"detail":"[removed]"}');
        assert.equal(exchange(`Basic ${BASIC}`, body, 'POST', 200), body);
      }
    });

    it(`removes the Basic text of the token request from all later responses (${form})`, () => {
      const { clock, exchange } = start(SECRET);
      exchange(`Basic ${BASIC}`, '', 'POST', 200);
      clock.now += 10 * HOUR;
      for (const text of [BASIC, `Basic ${BASIC}`]) {
        const read = exchange(`Bearer ${tokenOf(1)}`, JSON.stringify({ detail: write(text) }));
        assert.match(read, /^{"detail":"(Basic )?\[removed\]=*"}$/);
      }
    });
  }

  it('removes signatures of earlier and of parallel requests, and no other text with such digits', () => {
    for (const algorithm of ['md5', 'sha256']) {
      const { clock, redactor, exchange } = start('3f2b8c1d-9e47-4a6b-8d05-72c1e9f0ab34');
      const digest = (number: number): string =>
        `Digest username="zmmrboas", uri="/a", response="${signatureOf(number, algorithm)}", qop=auth`;
      const remove = redactor.forRequest({ method: 'GET', headers: { authorization: digest(0) } });
      for (let number = 1; number <= 500; number += 1) {
        clock.now += 1000;
        redactor.forRequest({ method: 'GET', headers: { authorization: digest(number) } });
      }
      const other = signatureOf(501, algorithm);
      const body = [0, 1, 250, 500].map((number) => `response="${signatureOf(number, algorithm)}"`).join();
      const left = body.replace(/"\w+"/g, '"[removed]"');
      for (const [text, expected] of [
        [body, left],
        [body.toUpperCase(), left.replaceAll('response', 'RESPONSE')],
        [JSON.stringify({ detail: body }), JSON.stringify({ detail: left })],
        [`${other} a${signatureOf(1, algorithm)}`, `${other} a${signatureOf(1, algorithm)}`],
      ] as const) {
        assert.equal(remove(text, 404), expected);
        assert.equal(exchange(digest(502), text), expected);
      }
    }
  });

  it('forgets tokens and signatures that are older than an hour', () => {
    const { clock, exchange } = start(SECRET);
    const digest = (number: number): string => `Digest username="u", response="${signatureOf(number)}"`;
    const [first, last] = [signatureOf(1, 'sha256'), signatureOf(3, 'sha256')];
    exchange(`Bearer ${first}`, '');
    exchange(digest(2), '');
    clock.now += HOUR;
    exchange(`Bearer ${last}`, '');
    const body = `${first} ${signatureOf(2)} ${last}`;
    assert.equal(exchange(digest(4), body), body.replace(last, '[removed]'));
  });
});
