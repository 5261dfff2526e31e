import { forgeries } from './forgeries';
import type { Trouble } from './front';

export interface Fault {
  readonly name: string;
  /**
   * What the request meets, `down` where nothing listens, the certificate that the server shows, the code with which no
   * connection comes about, or what a proxy says in place of opening a tunnel.
   */
  readonly trouble:
    | Trouble
    | 'down'
    | { readonly certificate: WrongCertificate }
    | { readonly noConnection: string }
    | { readonly proxy: string };
  /** The label of the row that it comes to; {host}, {key} and {version} stand for what was asked, and how. */
  readonly label: string;
  /** Where it is the token calls that meet it, if that is another one. */
  readonly tokenLabel?: string;
}

type WrongCertificate = 'unknown' | 'expired' | 'ofAnotherHost';

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Trouble =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

const atlas = (status: number, errorCode: string, parameters: unknown[] = [], headers = {}): Trouble =>
  json(status, { error: status, errorCode, detail: `Detail of ${errorCode}.`, parameters, reason: '' }, headers);

const ok =
  (body: string | Buffer, contentType = 'application/vnd.atlas.2024-05-30+json'): Trouble =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': contentType });
    response.end(body);
  };

const redirect =
  (status: number, location: (host: string) => string): Trouble =>
  ({ headers: { host = '' } }, response) => {
    response.writeHead(status, { location: location(host) });
    response.end();
  };

/** Bytes as they are, where a server would write HTTP. */
const raw =
  (...parts: readonly (string | Buffer)[]): Trouble =>
  ({ socket }) => {
    parts.forEach((part) => socket.write(part));
    socket.end();
  };

const endless: Trouble = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/vnd.atlas.2024-05-30+json' });
  const chunk = Buffer.alloc(1 << 20, ' ');
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
    response.once('drain', more);
  };
  more();
};

const drip: Trouble = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/vnd.atlas.2024-05-30+json' });
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => {
    clearInterval(timer);
  });
};

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const HTML = '<!doctype html><title>Sign in to the network</title>';
const UNREACHABLE = 'Can’t reach {host}';
const UNTRUSTED = 'Certificate not trusted: {host}';
const LOST = 'Connection lost to {host}';
const SLOW = 'Timed out waiting for {host}';
const STRANGE = 'The response is not from Atlas';
const UNREADABLE = 'The response can’t be read';
const LARGE = 'The response is too large';
const LIMITED = 'Rate limited by Atlas';
const REJECTED = 'Atlas rejected this {key}';

/** @param elsewhere an origin to which nothing may ever be sent */
export function faults(elsewhere: () => string): readonly Fault[] {
  return [
    { name: 'nothing listens', trouble: 'down', label: 'Connection refused by {host}' },
    { name: 'a name that no server knows', trouble: { noConnection: 'ENOTFOUND' }, label: UNREACHABLE },
    { name: 'a name server that does not answer', trouble: { noConnection: 'EAI_AGAIN' }, label: UNREACHABLE },
    { name: 'offline', trouble: { noConnection: 'ENETUNREACH' }, label: UNREACHABLE },
    { name: 'a host that is away', trouble: { noConnection: 'EHOSTUNREACH' }, label: UNREACHABLE },
    { name: 'a connection that the system gives up', trouble: { noConnection: 'ETIMEDOUT' }, label: SLOW },
    { name: 'a certificate that nobody vouches for', trouble: { certificate: 'unknown' }, label: UNTRUSTED },
    { name: 'a certificate that has expired', trouble: { certificate: 'expired' }, label: UNTRUSTED },
    { name: 'a certificate of another host', trouble: { certificate: 'ofAnotherHost' }, label: UNTRUSTED },
    { name: 'reset before an answer', trouble: ({ socket }) => socket.resetAndDestroy(), label: LOST },
    { name: 'closed before an answer', trouble: ({ socket }) => socket.destroy(), label: LOST },
    { name: 'reset within the headers', trouble: raw('HTTP/1.1 200 OK\r\nContent-Ty'), label: LOST },
    { name: 'closed within the body', trouble: raw(HEAD, 'Content-Length: 900\r\n\r\n{"results":['), label: LOST },
    { name: 'closed within a chunk', trouble: raw(HEAD, 'Transfer-Encoding: chunked\r\n\r\n40\r\n{"res'), label: LOST },
    { name: 'not HTTP at all', trouble: raw('SSH-2.0-OpenSSH_9.6\r\n'), label: LOST },
    { name: 'headers that are too long', trouble: raw(HEAD, `X: ${'x'.repeat(200_000)}\r\n\r\n`), label: LOST },
    { name: 'a false Content-Length', trouble: raw(HEAD, 'Content-Length: no\r\n\r\n{}'), label: LOST },
    { name: 'hang before an answer', trouble: () => undefined, label: SLOW },
    { name: 'hang within the headers', trouble: ({ socket }) => socket.write('HTTP/1.1 200 OK\r\nCon'), label: SLOW },
    {
      name: 'hang within the body',
      trouble: ({ socket }) => socket.write(`${HEAD}Content-Length: 9\r\n\r\n{`),
      label: SLOW,
    },
    { name: 'slow drip of the body', trouble: drip, label: SLOW },
    ...[301, 302, 303, 307, 308].flatMap((status) => [
      {
        name: `${status} to the same host`,
        trouble: redirect(status, (host) => `http://${host}/login`),
        label: 'The response is a redirect',
      },
      {
        name: `${status} to another port`,
        trouble: redirect(status, () => `${elsewhere()}/login`),
        label: 'The response is a redirect',
      },
    ]),
    {
      name: '302 to another host',
      trouble: redirect(302, () => 'http://atlas.invalid/'),
      label: 'The response is a redirect',
    },
    {
      name: '302 with user info',
      trouble: redirect(302, () => elsewhere().replace('//', '//user:pass@')),
      label: 'The response is a redirect',
    },
    { name: '302 without an address', trouble: json(302, ''), label: 'The response is a redirect' },
    {
      name: '400 VALIDATION_ERROR',
      trouble: atlas(400, 'VALIDATION_ERROR'),
      label: 'Atlas rejected the request (400)',
      // Whatever the token endpoint refuses with 400 or 401 is about the credential.
      tokenLabel: REJECTED,
    },
    { name: '401 without a body', trouble: json(401, '', { 'www-authenticate': 'Bearer' }), label: REJECTED },
    { name: '401 of a captive portal', trouble: json(401, HTML, { 'content-type': 'text/html' }), label: STRANGE },
    { name: '401 UNEXPECTED_ERROR', trouble: atlas(401, 'UNEXPECTED_ERROR'), label: REJECTED },
    {
      name: '402 ACCOUNT_SUSPENDED',
      trouble: atlas(402, 'ACCOUNT_SUSPENDED'),
      label: 'Atlas rejected the request (402)',
    },
    { name: '403 ACCESS_FORBIDDEN', trouble: atlas(403, 'ACCESS_FORBIDDEN'), label: 'Access denied by Atlas' },
    {
      name: '403 IP_ADDRESS_NOT_ON_ACCESS_LIST',
      trouble: atlas(403, 'IP_ADDRESS_NOT_ON_ACCESS_LIST', ['203.0.113.7']),
      label: 'Not on the access list: 203.0.113.7',
    },
    { name: '403 of a gateway', trouble: json(403, HTML, { 'content-type': 'text/html' }), label: STRANGE },
    { name: '404 GROUP_NOT_FOUND', trouble: atlas(404, 'GROUP_NOT_FOUND'), label: 'Not found or no longer accessible' },
    { name: '404 of another server', trouble: json(404, HTML, { 'content-type': 'text/html' }), label: STRANGE },
    { name: '405', trouble: atlas(405, 'METHOD_NOT_ALLOWED'), label: 'Atlas rejected the request (405)' },
    {
      name: '406 INVALID_VERSION_DATE',
      trouble: atlas(406, 'INVALID_VERSION_DATE'),
      label: 'Atlas doesn’t support API version {version}',
      tokenLabel: 'Atlas rejected the request (406)',
    },
    {
      name: '410 VERSION_GONE',
      trouble: atlas(410, 'VERSION_GONE'),
      label: 'Atlas no longer supports API version {version}',
      tokenLabel: 'Atlas rejected the request (410)',
    },
    {
      name: '407 of a proxy',
      trouble: json(407, HTML, { 'content-type': 'text/html' }),
      label: 'The proxy requires authentication',
    },
    { name: '409', trouble: atlas(409, 'CONFLICT'), label: 'Atlas rejected the request (409)' },
    { name: '418 without a code', trouble: json(418, {}), label: STRANGE },
    { name: '429 for a minute', trouble: atlas(429, 'RATE_LIMITED', [], { 'retry-after': '60' }), label: LIMITED },
    {
      name: '429 until a date',
      trouble: atlas(429, 'RATE_LIMITED', [], { 'retry-after': new Date(Date.now() + 600_000).toUTCString() }),
      label: LIMITED,
    },
    { name: '429 without a wait', trouble: atlas(429, 'RATE_LIMITED'), label: LIMITED },
    {
      name: '429 with an absurd wait',
      trouble: atlas(429, 'RATE_LIMITED', [], { 'retry-after': '9'.repeat(40) }),
      label: LIMITED,
    },
    { name: '429 with a nonsense wait', trouble: json(429, HTML, { 'retry-after': 'soon' }), label: LIMITED },
    ...[500, 502, 503, 504].flatMap((status) => [
      {
        name: `${status} of Atlas`,
        trouble: atlas(status, 'UNEXPECTED_ERROR'),
        label: `Atlas is unavailable (${status})`,
      },
      {
        name: `${status} in HTML`,
        trouble: json(status, HTML, { 'content-type': 'text/html' }),
        label: `Atlas is unavailable (${status})`,
      },
    ]),
    { name: '500 with a body cut off', trouble: json(500, '{"errorCode":"UNEX'), label: 'Atlas is unavailable (500)' },
    {
      name: '500 with null in it',
      trouble: json(500, { errorCode: null, detail: null }),
      label: 'Atlas is unavailable (500)',
    },
    ...forgeries(),
    { name: '200 in HTML', trouble: ok(HTML, 'text/html'), label: STRANGE },
    { name: '200 with nothing in it', trouble: ok(''), label: STRANGE },
    { name: '200 with JSON cut off', trouble: ok('{"results":[{"_id":"6'), label: STRANGE },
    { name: '200 with bytes that are no UTF-8', trouble: ok(Buffer.from([0xff, 0xfe, 0x80, 0x7b])), label: STRANGE },
    { name: '200 with null', trouble: ok('null'), label: UNREADABLE },
    { name: '200 with an array', trouble: ok('[]'), label: UNREADABLE },
    { name: '200 without what was asked for', trouble: ok('{"totalCount":3}'), label: UNREADABLE },
    { name: '200 with a wrong type', trouble: ok('{"results":{},"_id":7}'), label: UNREADABLE },
    { name: '200 of 100,000 levels', trouble: ok('['.repeat(100_000) + ']'.repeat(100_000)), label: UNREADABLE },
    { name: '200 of 50 MB', trouble: ok(Buffer.alloc(50 << 20, ' ')), label: LARGE },
    { name: '200 that never ends', trouble: endless, label: LARGE },
  ];
}
