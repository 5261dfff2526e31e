import assert from 'node:assert/strict';
import { get } from 'node:https';
import { createCertificateAuthority } from '../../atlas/certificates';
import { startAtlasSimulator } from '../../atlas/simulator';

function statusOf(url: string, ca: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}

describe('simulator: https', () => {
  it('has certificates that are valid only for the issued names, with the authority as root', async () => {
    const authority = await createCertificateAuthority();
    const stranger = await createCertificateAuthority();
    const simulator = await startAtlasSimulator({ certificate: await authority.issue(['localhost', '127.0.0.1']) });
    const elsewhere = await startAtlasSimulator({ certificate: await authority.issue(['elsewhere.test']) });
    try {
      assert.match(simulator.origin, /^https:\/\/localhost:\d+$/);
      assert.equal(await statusOf(simulator.origin, authority.cert), 401);
      assert.equal(await statusOf(simulator.origin.replace('localhost', '127.0.0.1'), authority.cert), 401);
      await assert.rejects(statusOf(simulator.origin, stranger.cert), { code: /SIGNATURE|CERT/ });
      await assert.rejects(statusOf(elsewhere.origin, authority.cert), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    } finally {
      await Promise.all([simulator.close(), elsewhere.close()]);
    }
  });
});
