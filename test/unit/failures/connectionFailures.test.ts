import {
  InvalidResponseError,
  NetworkError,
  UnsendableCredentialError,
  UnsupportedAuthenticationError,
  type RequestInfo,
} from '../../../src/atlas/errors';
import type { AtlasSimulator } from '../../atlas/simulator';
import { failureOf } from '../atlas/support';
import { clientOf, KEYS, useSimulator, warmClientOf } from '../client/support';
import { assertDescribed, contextOf, PROXY_SETTINGS, RETRY } from './support';

const refused = async (simulator: AtlasSimulator): Promise<Error> => {
  await simulator.close();
  return failureOf(clientOf(simulator, { keys: KEYS.apiKey }).client.listProjects());
};

describe('describeFailure of a network failure', () => {
  const simulator = useSimulator();
  const facts: RequestInfo = { method: 'GET', path: '/api/atlas/v2/groups', version: '2023-01-01' };
  const government = contextOf('apiKey', { origin: 'https://cloud.mongodbgov.com' });

  it('names the host that refuses connections', async () => {
    assertDescribed(
      await refused(simulator()),
      { ...government, credential: { ...government.credential, origin: 'http://127.0.0.1:8080' } },
      ['Connection refused by 127.0.0.1:8080', RETRY, 'ECONNREFUSED'],
      /firewall/,
    );
  });

  it('names the host that does not respond in time', async () => {
    const { client, requestTimeout } = await warmClientOf(simulator());
    requestTimeout.milliseconds = 60;
    simulator().fault({ response: { hang: 'beforeHeaders' } });
    assertDescribed(
      await failureOf(client.listProjects()),
      government,
      ['Timed out waiting for cloud.mongodbgov.com', RETRY, undefined],
      /Request Timeout/,
    );
  });

  it('names the host that cannot be found', () => {
    assertDescribed(
      new NetworkError(facts, 'hostNotFound', 'ENOTFOUND'),
      government,
      ['Can’t reach cloud.mongodbgov.com', RETRY, 'ENOTFOUND'],
      /no network/,
    );
  });

  it('names the certificate that is not trusted', () => {
    assertDescribed(
      new NetworkError(facts, 'certificate', 'SELF_SIGNED_CERT_IN_CHAIN'),
      government,
      ['Certificate not trusted: cloud.mongodbgov.com', PROXY_SETTINGS, 'SELF_SIGNED_CERT_IN_CHAIN'],
      /certificate store/,
    );
  });

  it('reports a server without TLS and a failed handshake', () => {
    assertDescribed(
      new NetworkError(facts, 'noTls', 'ERR_SSL_WRONG_VERSION_NUMBER'),
      government,
      ['No TLS at cloud.mongodbgov.com', RETRY, 'ERR_SSL_WRONG_VERSION_NUMBER'],
      /base URL/,
    );
    assertDescribed(
      new NetworkError(facts, 'tlsFailed', 'EPROTO'),
      government,
      ['TLS handshake failed: cloud.mongodbgov.com', RETRY, 'EPROTO'],
      /TLS version/,
    );
  });

  it('reports the status of a proxy that refuses the connection', () => {
    assertDescribed(
      new NetworkError(facts, 'proxyRefused', '403'),
      government,
      ['The proxy refused the connection', PROXY_SETTINGS, '403'],
      /instead of connecting to cloud\.mongodbgov\.com/,
    );
  });

  it('reports a credential that cannot be sent', () => {
    const label = 'This credential can’t be sent';
    const error = new UnsendableCredentialError(facts);
    assertDescribed(error, government, [label, { kind: 'addCredential' }, undefined], /public key/);
    assertDescribed(error, contextOf('serviceAccount'), [label, RETRY, undefined], /token/);
  });

  it('reports a status that Atlas never sends', () => {
    const error = new InvalidResponseError(facts, 'unexpectedStatus', 203);
    assertDescribed(error, government, ['The response is not from Atlas', RETRY, '203'], /No redirect was followed/);
  });

  it('reports an invalid response without a status', () => {
    const error = new InvalidResponseError(facts, 'notJson');
    assertDescribed(error, government, ['The response is not from Atlas', RETRY, undefined]);
  });

  it('reports a machine that disables MD5', () => {
    assertDescribed(
      new UnsupportedAuthenticationError(facts),
      government,
      ['API keys can’t be used on this machine', { kind: 'addCredential' }, undefined],
      /FIPS.*Use a service account/,
    );
  });
});
