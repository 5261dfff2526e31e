import assert from 'node:assert/strict';
import https from 'node:https';
import nodeFetch from 'node-fetch';
import { NetworkError } from '../../../src/atlas/errors';
import type { Fetch } from '../../../src/atlas/exchange';
import { expiredSelfSigned, selfSigned, type Certificate } from '../../atlas/certificates';
import { closeServers, everythingIn, failureOf, listen, sendTo } from './support';

/** Returns a fetch function that trusts the authority `pem`. */
function trusting(pem: string): Fetch {
  const agent = new https.Agent({ ca: pem });
  return (url, init) => nodeFetch(url, { ...init, agent });
}

describe('The exchange over TLS', () => {
  afterEach(closeServers);

  async function problemWith(certificate: Certificate, fetch: Fetch = nodeFetch): Promise<NetworkError> {
    const { origin, received } = await listen((_request, response) => response.end('{}'), certificate);
    const error = await failureOf(sendTo(origin, { fetch })({ method: 'GET', url: new URL(origin), headers: {} }));
    assert.ok(error instanceof NetworkError, everythingIn(error));
    assert.equal(received.length, 0);
    return error;
  }

  it('reads a response of a trusted server', async () => {
    const certificate = await selfSigned('127.0.0.1');
    const { origin } = await listen((_request, response) => response.end('{}'), certificate);
    const send = sendTo(origin, { fetch: trusting(certificate.cert) });
    assert.equal((await send({ method: 'GET', url: new URL(origin), headers: {} })).status, 200);
  });

  it('reports an untrusted certificate', async () => {
    const { problem, code } = await problemWith(await selfSigned('127.0.0.1'));
    assert.deepEqual([problem, code], ['certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT']);
  });

  it('reports an expired certificate', async () => {
    const expired = await expiredSelfSigned('127.0.0.1');
    const { problem, code } = await problemWith(expired, trusting(expired.cert));
    assert.deepEqual([problem, code], ['certificate', 'CERT_HAS_EXPIRED']);
  });

  it('reports a certificate for another host', async () => {
    const other = await selfSigned('cloud.mongodb.com');
    const { problem, code } = await problemWith(other, trusting(other.cert));
    assert.deepEqual([problem, code], ['certificate', 'ERR_TLS_CERT_ALTNAME_INVALID']);
  });

  it('reports a server without TLS', async () => {
    const plain = await listen((_request, response) => response.end('{}'));
    const origin = plain.origin.replace('http:', 'https:');
    const error = await failureOf(sendTo(origin)({ method: 'GET', url: new URL(origin), headers: {} }));
    assert.ok(error instanceof NetworkError, everythingIn(error));
    assert.equal(error.problem, 'noTls');
    assert.equal(plain.received.length, 0);
  });
});
