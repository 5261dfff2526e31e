import { isIP } from 'node:net';
import { generate } from 'selfsigned';

/** A key and its certificate in PEM format. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateAuthority {
  /** The authority's own certificate in PEM format. */
  readonly cert: string;
  /** Issues a server certificate for these host names and IP addresses. */
  issue(hostnames: readonly string[]): Promise<Certificate>;
}

const DAY = 86_400_000;
const KEYS = { keyType: 'ec', algorithm: 'sha256' } as const;

/** Creates a certificate authority for one test. */
export async function createCertificateAuthority(): Promise<CertificateAuthority> {
  const authority = await generate([{ name: 'commonName', value: 'Temporary test authority' }], {
    ...KEYS,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const ca = { key: authority.private, cert: authority.cert };
  return {
    cert: ca.cert,
    async issue(hostnames) {
      const leaf = await generate([{ name: 'commonName', value: hostnames[0] ?? 'localhost' }], {
        ...KEYS,
        ca,
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'keyUsage', digitalSignature: true },
          { name: 'extKeyUsage', serverAuth: true },
          {
            name: 'subjectAltName',
            altNames: hostnames.map(nameOf),
          },
        ],
      });
      return { key: leaf.private, cert: leaf.cert };
    },
  };
}

/** Creates a self-signed certificate that is valid for two days from `notBefore` (milliseconds since 1970). */
export async function selfSigned(hostname: string, notBefore = Date.now() - DAY): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: hostname }], {
    ...KEYS,
    notBeforeDate: new Date(notBefore),
    notAfterDate: new Date(notBefore + 2 * DAY),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [nameOf(hostname)] },
    ],
  });
  return { key, cert };
}

/** Creates a self-signed certificate that has expired. */
export function expiredSelfSigned(hostname: string): Promise<Certificate> {
  return selfSigned(hostname, Date.now() - 9 * DAY);
}

function nameOf(hostname: string) {
  return isIP(hostname) === 0 ? ({ type: 2, value: hostname } as const) : ({ type: 7, ip: hostname } as const);
}
