import assert from 'node:assert/strict';
import { digestAuthorization, parseDigestChallenge, type DigestChallenge } from '../../../src/atlas/auth/digest';

const RFC_7616_NONCE = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
const RFC_7616_OPAQUE = 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS';
const rfc7616 = (algorithm: string): string =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="${RFC_7616_NONCE}", ` +
  `opaque="${RFC_7616_OPAQUE}"`;
const RFC_2617 =
  'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", ' +
  'opaque="5ccc069c403ebaf9f0171e9517f40e41"';
const RFC_2069 =
  'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", ' +
  'opaque="5ccc069c403ebaf9f0171e9517f40e41"';
const ATLAS =
  'Digest realm="MMS Public API", domain="", nonce="Nfx+VMFO0sY4tpgy1sHRakvvv0NN4S91", algorithm=MD5, qop="auth", ' +
  'stale=false';
/** RFC 7616 §3.9.2: a hash that Node's crypto doesn't have, and user name hashing, which the client doesn't support. */
const RFC_7616_USERHASH =
  'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, ' +
  'nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", ' +
  'charset=UTF-8, userhash=true';

const request = {
  username: 'Mufasa',
  password: 'Circle of Life',
  method: 'GET',
  uri: '/dir/index.html',
  nonceCount: 1,
  clientNonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
};

function parse(header: string): DigestChallenge {
  const challenge = parseDigestChallenge(header);
  assert.ok(challenge !== undefined);
  return challenge;
}

describe('Digest authorization', () => {
  it('matches the MD5 example of RFC 7616 §3.9.1', () => {
    assert.equal(
      digestAuthorization(parse(rfc7616('MD5')), request),
      'Digest username="Mufasa", realm="http-auth@example.org", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", ' +
        'uri="/dir/index.html", response="8ca523f5e9506fed4657c9700eebdbec", algorithm=MD5, qop=auth, nc=00000001, ' +
        'cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
    );
  });

  it('matches the SHA-256 example of RFC 7616 §3.9.1, whose challenge comes first', () => {
    for (const header of [rfc7616('SHA-256'), `${rfc7616('SHA-256')}, ${rfc7616('MD5')}`]) {
      assert.match(
        digestAuthorization(parse(header), request),
        /, response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1", algorithm=SHA-256, /,
      );
    }
  });

  it('matches the example of RFC 2617 §3.5, which has no algorithm', () => {
    assert.equal(
      digestAuthorization(parse(RFC_2617), { ...request, password: 'Circle Of Life', clientNonce: '0a4f113b' }),
      'Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", ' +
        'uri="/dir/index.html", response="6629fae49393a05397450978507c4ef1", qop=auth, nc=00000001, ' +
        'cnonce="0a4f113b", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
    );
  });

  for (const [nonceCount, nc] of [
    [1, '00000001'],
    [9, '00000009'],
    [10, '0000000a'],
    [255, '000000ff'],
    [1024, '00000400'],
    [0xffffffff, 'ffffffff'],
  ] as const) {
    it(`writes the count ${nonceCount} as ${nc}`, () => {
      assert.match(digestAuthorization(parse(ATLAS), { ...request, nonceCount }), new RegExp(`, nc=${nc}, `));
    });
  }

  it('escapes quoted values', () => {
    const challenge = parse('Digest realm="a \\"b\\" \\\\c", nonce="n", qop=auth');
    assert.equal(challenge.realm, 'a "b" \\c');
    assert.ok(
      digestAuthorization(challenge, { ...request, username: 'u"\\' }).startsWith(
        'Digest username="u\\"\\\\", realm="a \\"b\\" \\\\c", nonce="n"',
      ),
    );
  });

  it('depends on key, method, address, count and client nonce', () => {
    const challenge = parse(ATLAS);
    const changes = [{}, { username: 'x' }, { password: 'x' }, { method: 'POST' }, { uri: '/x' }, { nonceCount: 2 }];
    const responses = [...changes, { clientNonce: 'x' }].map(
      (change) => /response="(\w{32})"/.exec(digestAuthorization(challenge, { ...request, ...change }))?.[1],
    );
    assert.equal(new Set(responses).size, 7);
    assert.ok(!responses.includes(undefined));
  });
});

const CHALLENGE: DigestChallenge = {
  realm: 'r',
  nonce: 'n',
  opaque: undefined,
  algorithm: undefined,
  hash: 'md5',
  stale: false,
};

const READ: readonly (readonly [header: string, expected: Partial<DigestChallenge>])[] = [
  [ATLAS, { realm: 'MMS Public API', nonce: 'Nfx+VMFO0sY4tpgy1sHRakvvv0NN4S91', algorithm: 'MD5', stale: false }],
  ['Digest realm="r", nonce="n", qop="auth"', {}],
  ['Digest realm="", nonce="", qop="auth"', { realm: '', nonce: '' }],
  ['digest REALM="r", Nonce="n", qop="auth"', {}],
  ['Digest   realm = "r" ,nonce\t=\t"n", qop="auth"', {}],
  ['Digest realm="r",nonce="n", qop="auth"', {}],
  ['Digest realm="r",,  , nonce="n", qop="auth",', {}],
  ['Digest realm=r, nonce=n, qop="auth"', {}],
  ['Digest realm="a, b=c", nonce="n", qop="auth"', { realm: 'a, b=c' }],
  ['Digest realm="Digest nonce=x", nonce="n", qop="auth"', { realm: 'Digest nonce=x' }],
  ['Digest realm="r", nonce="n==", qop="auth"', { nonce: 'n==' }],
  ['Digest realm=r, nonce=n==, qop="auth"', { nonce: 'n==' }],
  ['Digest realm="r", nonce="n", qop="auth", opaque=""', { opaque: '' }],
  ['Digest realm="r", nonce="n", qop="auth", nonce="other"', {}],
  ['Digest realm="r", nonce="n", qop="auth", op="auth"', {}],
  ['Digest realm="r", nonce="n", qop="auth", charset=UTF-8, userhash=false, x-unknown="1"', {}],
  ['Digest realm="r", nonce="n", qop=auth', {}],
  ['Digest realm="r", nonce="n", qop=AUTH', {}],
  ['Digest realm="r", nonce="n", qop="auth,auth-int"', {}],
  ['Digest realm="r", nonce="n", qop="auth-int , auth"', {}],
  ['Digest realm="r", nonce="n", qop="auth", algorithm=MD5', { algorithm: 'MD5' }],
  ['Digest realm="r", nonce="n", qop="auth", algorithm="MD5"', { algorithm: 'MD5' }],
  ['Digest realm="r", nonce="n", qop="auth", algorithm=md5', { algorithm: 'md5' }],
  ['Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256', { algorithm: 'SHA-256', hash: 'sha256' }],
  ['Digest realm="r", nonce="n", qop="auth", stale=true', { stale: true }],
  ['Digest realm="r", nonce="n", qop="auth", stale="TRUE"', { stale: true }],
  ['Digest realm="r", nonce="n", qop="auth", stale=1', {}],
  ['Basic realm="b", Digest realm="r", nonce="n", qop="auth"', {}],
  ['Digest realm="r", nonce="n", qop="auth", Basic realm="b", charset="UTF-8"', {}],
  ['Negotiate, NTLM, Digest realm="r", nonce="n", qop="auth"', {}],
  ['Negotiate YIIJvwYGKwYBBQUCoIIJ==, Digest realm="r", nonce="n", qop="auth"', {}],
  ['Bearer realm="b", error="invalid_token", nonce="b", Digest realm="r", nonce="n", qop="auth"', {}],
  [`${RFC_7616_USERHASH}, Digest realm="r", nonce="n", qop="auth"`, {}],
  ['Digest realm="r", nonce="x", qop="auth-int", Digest realm="r", nonce="n", qop="auth"', {}],
  ['Digest realm="x", Digest realm="r", nonce="n", qop="auth"', {}],
];

const UNREADABLE = [
  '',
  'Digest',
  'Digest ,',
  'Basic realm="r"',
  'Basic realm="r", nonce="n", qop="auth"',
  'DigestX realm="r", nonce="n", qop="auth"',
  'X-Digest realm="r", nonce="n", qop="auth"',
  'Digest realm="r"',
  'Digest nonce="n", qop="auth"',
  'realm="r", nonce="n", qop="auth"',
  'Digest realm="r", Basic nonce="n", qop="auth"',
  'Digest realm="r, nonce="n", qop="auth"',
  'Digest realm="r", nonce="n", qop="auth", algorithm=MD5-sess',
  'Digest realm="r", nonce="n", qop="auth", algorithm=SHA-512-256',
  'Digest realm="r", nonce="n", qop="auth", algorithm=SHA-1',
  'Digest realm="r", nonce="n", qop="auth", algorithm=toString',
  'Digest realm="r", nonce="n", qop="auth", algorithm=""',
  'Digest realm="r", nonce="n", qop="auth-int"',
  'Digest realm="r", nonce="n", qop="authx"',
  RFC_7616_USERHASH,
  // RFC 2069 has no client nonce.
  RFC_2069,
  'Digest realm="r", nonce="n"',
  'Digest realm="r", nonce="n", op="auth"',
  'Digest realm="r", nonce="n", qop=""',
];

describe('Digest challenges', () => {
  for (const [header, expected] of READ) {
    it(`reads ${header}`, () => {
      assert.deepEqual(parseDigestChallenge(header), { ...CHALLENGE, ...expected });
    });
  }

  for (const header of UNREADABLE) {
    it(`rejects ${JSON.stringify(header)}`, () => {
      assert.equal(parseDigestChallenge(header), undefined);
    });
  }
});
