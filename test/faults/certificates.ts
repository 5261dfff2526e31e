import https from 'node:https';
import nodeFetch from 'node-fetch';
import type { Fetch } from '../../src/atlas/exchange';
import { expiredSelfSigned, selfSigned, type Certificate } from '../atlas/certificates';

export interface Certificates {
  readonly good: Certificate;
  readonly unknown: Certificate;
  readonly expired: Certificate;
  readonly ofAnotherHost: Certificate;
  /** Trusts all certificates except `unknown`, and opens a connection for each request. */
  readonly fetch: Fetch;
}

/** One valid certificate for 127.0.0.1, and three invalid ones. */
export async function createCertificates(): Promise<Certificates> {
  const good = await selfSigned('127.0.0.1');
  const expired = await expiredSelfSigned('127.0.0.1');
  const ofAnotherHost = await selfSigned('atlas.invalid');
  const agent = new https.Agent({ ca: [good.cert, expired.cert, ofAnotherHost.cert], keepAlive: false });
  const fetch: Fetch = (url, init) => nodeFetch(url, { ...init, agent });
  return { good, expired, ofAnotherHost, unknown: await selfSigned('127.0.0.1'), fetch };
}
