import { isIP } from 'node:net';
import { generate } from 'selfsigned';

/** A key and its certificate, both PEM. */
interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateAuthority {
  /** The authority's own certificate, PEM. */
  readonly cert: string;
  /** A server certificate for these host names and IP addresses. */
  issue(hostnames: readonly string[]): Promise<Certificate>;
}

const KEYS = { keyType: 'ec', algorithm: 'sha256' } as const;

/** A certificate authority that lives as long as the test does. */
export async function createCertificateAuthority(): Promise<CertificateAuthority> {
  const authority = await generate([{ name: 'commonName', value: 'Throw-away test authority' }], {
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
            altNames: hostnames.map((host) => (isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host })),
          },
        ],
      });
      return { key: leaf.private, cert: leaf.cert };
    },
  };
}
