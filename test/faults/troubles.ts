import { forgeries } from './forgeries';
import type { Trouble } from './front';

export interface Fault {
  readonly name: string;
  /**
   * What happens to the request: a function that responds, `down` if no server listens, the server's certificate, the
   * error code of the connection, or the response of a proxy to CONNECT.
   */
  readonly trouble:
    | Trouble
    | 'down'
    | { readonly certificate: WrongCertificate }
    | { readonly noConnection: string }
    | { readonly proxy: string };
  /** The label of the failure, with the placeholders {host}, {key} and {version}. */
  readonly label: string;
  /** The label if the token calls fail, if it differs. */
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

/** Writes raw bytes instead of an HTTP response. */
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
    { name: 'no server listens', trouble: 'down', label: 'Connection refused by {host}' },
    { name: 'an unknown host name', trouble: { noConnection: 'ENOTFOUND' }, label: UNREACHABLE },
    { name: 'a DNS server that does not respond', trouble: { noConnection: 'EAI_AGAIN' }, label: UNREACHABLE },
    { name: 'offline', trouble: { noConnection: 'ENETUNREACH' }, label: UNREACHABLE },
    { name: 'an unreachable host', trouble: { noConnection: 'EHOSTUNREACH' }, label: UNREACHABLE },
    { name: 'a connection attempt that times out', trouble: { noConnection: 'ETIMEDOUT' }, label: SLOW },
    { name: 'a certificate of an unknown authority', trouble: { certificate: 'unknown' }, label: UNTRUSTED },
    { name: 'an expired certificate', trouble: { certificate: 'expired' }, label: UNTRUSTED },
    { name: 'a certificate for another host', trouble: { certificate: 'ofAnotherHost' }, label: UNTRUSTED },
    { name: 'connection reset before the response', trouble: ({ socket }) => socket.resetAndDestroy(), label: LOST },
    { name: 'connection closed before the response', trouble: ({ socket }) => socket.destroy(), label: LOST },
    { name: 'connection closed within the headers', trouble: raw('HTTP/1.1 200 OK\r\nContent-Ty'), label: LOST },
    {
      name: 'connection closed within the body',
      trouble: raw(HEAD, 'Content-Length: 900\r\n\r\n{"results":['),
      label: LOST,
    },
    {
      name: 'connection closed within a chunk',
      trouble: raw(HEAD, 'Transfer-Encoding: chunked\r\n\r\n40\r\n{"res'),
      label: LOST,
    },
    { name: 'a protocol other than HTTP', trouble: raw('SSH-2.0-OpenSSH_9.6\r\n'), label: LOST },
    { name: 'headers that are too long', trouble: raw(HEAD, `X: ${'x'.repeat(200_000)}\r\n\r\n`), label: LOST },
    { name: 'an invalid Content-Length', trouble: raw(HEAD, 'Content-Length: no\r\n\r\n{}'), label: LOST },
    { name: 'no response', trouble: () => undefined, label: SLOW },
    {
      name: 'no response after half of the headers',
      trouble: ({ socket }) => socket.write('HTTP/1.1 200 OK\r\nCon'),
      label: SLOW,
    },
    {
      name: 'no response after half of the body',
      trouble: ({ socket }) => socket.write(`${HEAD}Content-Length: 9\r\n\r\n{`),
      label: SLOW,
    },
    { name: 'a body that arrives very slowly', trouble: drip, label: SLOW },
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
      name: '302 to a URL with user info',
      trouble: redirect(302, () => elsewhere().replace('//', '//user:pass@')),
      label: 'The response is a redirect',
    },
    { name: '302 without a Location', trouble: json(302, ''), label: 'The response is a redirect' },
    {
      name: '400 VALIDATION_ERROR',
      trouble: atlas(400, 'VALIDATION_ERROR'),
      label: 'Atlas rejected the request (400)',
      // Whatever the token endpoint refuses with 400 or 401 is about the credential.
      tokenLabel: REJECTED,
    },
    { name: '401 without a body', trouble: json(401, '', { 'www-authenticate': 'Bearer' }), label: REJECTED },
    { name: '401 from a captive portal', trouble: json(401, HTML, { 'content-type': 'text/html' }), label: STRANGE },
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
    { name: '403 from a gateway', trouble: json(403, HTML, { 'content-type': 'text/html' }), label: STRANGE },
    { name: '404 GROUP_NOT_FOUND', trouble: atlas(404, 'GROUP_NOT_FOUND'), label: 'Not found or no longer accessible' },
    { name: '404 from another server', trouble: json(404, HTML, { 'content-type': 'text/html' }), label: STRANGE },
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
      name: '407 from a proxy',
      trouble: json(407, HTML, { 'content-type': 'text/html' }),
      label: 'The proxy requires authentication',
    },
    { name: '409', trouble: atlas(409, 'CONFLICT'), label: 'Atlas rejected the request (409)' },
    { name: '418 without an error code', trouble: json(418, {}), label: STRANGE },
    {
      name: '429 with a wait of a minute',
      trouble: atlas(429, 'RATE_LIMITED', [], { 'retry-after': '60' }),
      label: LIMITED,
    },
    {
      name: '429 with a date to wait for',
      trouble: atlas(429, 'RATE_LIMITED', [], { 'retry-after': new Date(Date.now() + 600_000).toUTCString() }),
      label: LIMITED,
    },
    { name: '429 without a wait', trouble: atlas(429, 'RATE_LIMITED'), label: LIMITED },
    {
      name: '429 with a wait that is far too long',
      trouble: atlas(429, 'RATE_LIMITED', [], { 'retry-after': '9'.repeat(40) }),
      label: LIMITED,
    },
    { name: '429 with an invalid wait', trouble: json(429, HTML, { 'retry-after': 'soon' }), label: LIMITED },
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
    {
      name: '500 with a truncated body',
      trouble: json(500, '{"errorCode":"UNEX'),
      label: 'Atlas is unavailable (500)',
    },
    {
      name: '500 with null in its fields',
      trouble: json(500, { errorCode: null, detail: null }),
      label: 'Atlas is unavailable (500)',
    },
    ...forgeries(),
    { name: '200 in HTML', trouble: ok(HTML, 'text/html'), label: STRANGE },
    { name: '200 with an empty body', trouble: ok(''), label: STRANGE },
    { name: '200 with truncated JSON', trouble: ok('{"results":[{"_id":"6'), label: STRANGE },
    { name: '200 with invalid UTF-8', trouble: ok(Buffer.from([0xff, 0xfe, 0x80, 0x7b])), label: STRANGE },
    { name: '200 with null', trouble: ok('null'), label: UNREADABLE },
    { name: '200 with an array', trouble: ok('[]'), label: UNREADABLE },
    { name: '200 without the requested data', trouble: ok('{"totalCount":3}'), label: UNREADABLE },
    { name: '200 with a wrong type', trouble: ok('{"results":{},"_id":7}'), label: UNREADABLE },
    {
      name: '200 with 100,000 nested levels',
      trouble: ok('['.repeat(100_000) + ']'.repeat(100_000)),
      label: UNREADABLE,
    },
    { name: '200 with 50 MB', trouble: ok(Buffer.alloc(50 << 20, ' ')), label: LARGE },
    { name: '200 that never ends', trouble: endless, label: LARGE },
  ];
}
