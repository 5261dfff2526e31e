import assert from 'node:assert/strict';
import https from 'node:https';
import nodeFetch from 'node-fetch';
import { generate } from 'selfsigned';
import { NetworkError } from '../../../src/atlas/errors';
import type { Fetch } from '../../../src/atlas/exchange';
import { closeServers, everythingIn, failureOf, listen, sendTo } from './support';

const DAY = 86_400_000;

type Certificate = Awaited<ReturnType<typeof generate>>;

function certificate(name: string, notBefore = Date.now() - DAY): Promise<Certificate> {
  return generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(notBefore),
    notAfterDate: new Date(notBefore + 2 * DAY),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [name === '127.0.0.1' ? { type: 7, ip: name } : { type: 2, value: name }] },
    ],
  });
}

/** A fetch for which `pem` is an authority. */
function trusting(pem: string): Fetch {
  const agent = new https.Agent({ ca: pem });
  return (url, init) => nodeFetch(url, { ...init, agent });
}

describe('The exchange over TLS', () => {
  afterEach(closeServers);

  async function problemWith({ private: key, cert }: Certificate, fetch: Fetch = nodeFetch): Promise<NetworkError> {
    const { origin, received } = await listen((_request, response) => response.end('{}'), { key, cert });
    const error = await failureOf(sendTo(origin, { fetch })({ method: 'GET', url: new URL(origin), headers: {} }));
    assert.ok(error instanceof NetworkError, everythingIn(error));
    assert.equal(received.length, 0);
    return error;
  }

  it('reads an answer of a server that is trusted', async () => {
    const { private: key, cert } = await certificate('127.0.0.1');
    const { origin } = await listen((_request, response) => response.end('{}'), { key, cert });
    const send = sendTo(origin, { fetch: trusting(cert) });
    assert.equal((await send({ method: 'GET', url: new URL(origin), headers: {} })).status, 200);
  });

  it('says that nobody vouches for a certificate', async () => {
    const { problem, code } = await problemWith(await certificate('127.0.0.1'));
    assert.deepEqual([problem, code], ['certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT']);
  });

  it('says that a certificate has expired', async () => {
    const expired = await certificate('127.0.0.1', Date.now() - 9 * DAY);
    const { problem, code } = await problemWith(expired, trusting(expired.cert));
    assert.deepEqual([problem, code], ['certificate', 'CERT_HAS_EXPIRED']);
  });

  it('says that a certificate is for another host', async () => {
    const other = await certificate('cloud.mongodb.com');
    const { problem, code } = await problemWith(other, trusting(other.cert));
    assert.deepEqual([problem, code], ['certificate', 'ERR_TLS_CERT_ALTNAME_INVALID']);
  });

  it('says that TLS fails where plain HTTP is spoken', async () => {
    const plain = await listen((_request, response) => response.end('{}'));
    const origin = plain.origin.replace('http:', 'https:');
    const error = await failureOf(sendTo(origin)({ method: 'GET', url: new URL(origin), headers: {} }));
    assert.ok(error instanceof NetworkError, everythingIn(error));
    assert.equal(error.problem, 'certificate');
    assert.equal(plain.received.length, 0);
  });
});
