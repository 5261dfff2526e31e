import https from 'node:https';
import nodeFetch from 'node-fetch';
import { generate } from 'selfsigned';
import type { Fetch } from '../../src/atlas/exchange';

/** A key and its certificate, both PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface Certificates {
  readonly good: Certificate;
  readonly unknown: Certificate;
  readonly expired: Certificate;
  readonly ofAnotherHost: Certificate;
  /** Trusts all of them but `unknown`; opens a connection for each request. */
  readonly fetch: Fetch;
}

const DAY = 86_400_000;

/** A certificate that vouches for itself, valid for two days from `notBefore` (milliseconds since 1970). */
async function selfSigned(host: string, notBefore = Date.now() - DAY): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(notBefore),
    notAfterDate: new Date(notBefore + 2 * DAY),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [host === '127.0.0.1' ? { type: 7, ip: host } : { type: 2, value: host }] },
    ],
  });
  return { key, cert };
}

/** One certificate that is right for 127.0.0.1, and three that are not. */
export async function createCertificates(): Promise<Certificates> {
  const good = await selfSigned('127.0.0.1');
  const expired = await selfSigned('127.0.0.1', Date.now() - 9 * DAY);
  const ofAnotherHost = await selfSigned('atlas.invalid');
  const agent = new https.Agent({ ca: [good.cert, expired.cert, ofAnotherHost.cert], keepAlive: false });
  const fetch: Fetch = (url, init) => nodeFetch(url, { ...init, agent });
  return { good, expired, ofAnotherHost, unknown: await selfSigned('127.0.0.1'), fetch };
}
