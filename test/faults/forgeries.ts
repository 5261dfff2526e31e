import type { Trouble } from './front';
import type { Fault } from './troubles';

const json =
  (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Trouble =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

/** A proxy's own response to CONNECT, which looks like Atlas's. */
const proxyAnswer = (status: number, body: unknown, headers: readonly string[] = []): { readonly proxy: string } => {
  const text = JSON.stringify(body);
  const lines = [
    `HTTP/1.1 ${status} X`,
    'Content-Type: application/json',
    `Content-Length: ${text.length}`,
    ...headers,
  ];
  return { proxy: [...lines, '', text].join('\r\n') };
};

const FORGED = {
  results: [{ id: 'f'.repeat(24), _id: 'f'.repeat(24), name: 'forged', bucketName: 'forged' }],
  totalCount: 1,
};

/** An error response that repeats the client's secret, as gateways and debugging proxies do. */
const echo =
  (status: number, fields: (proof: string) => object, headers: readonly string[] = []): Trouble =>
  (request, response) => {
    const { authorization = 'none' } = request.headers;
    const proof = `${authorization} ${Buffer.from(authorization.slice(6), 'base64').toString('utf8')}`;
    const named = headers.map((name): [string, string] => [name, proof.replace(/[^\x20-\x7e]/g, '')]);
    json(status, { error: status, ...fields(proof) }, Object.fromEntries(named))(request, response);
  };

/** Responses that are not Atlas's own: from a proxy or a gateway, or with the client's secret. */
export function forgeries(): readonly Fault[] {
  return [
    {
      name: '404 with a null error code',
      trouble: json(404, {
        error: 404,
        errorCode: null,
        detail: 'No such thing.',
        reason: 'Not Found',
        parameters: null,
      }),
      label: 'Not found or no longer accessible',
    },
    {
      name: '401 without an error code',
      trouble: json(401, { error: 401, reason: 'Unauthorized', detail: 'You are not authorized.' }),
      label: 'Atlas rejected this {key}',
    },
    {
      name: '500 that repeats the secret in its detail',
      trouble: echo(500, (proof) => ({ errorCode: 'X', detail: proof })),
      label: 'Atlas is unavailable (500)',
    },
    {
      name: '400 that repeats the secret as its error code',
      trouble: echo(400, (proof) => ({ errorCode: proof, detail: 'd' })),
      label: 'Atlas rejected the request (400)',
      tokenLabel: 'Atlas rejected this {key}',
    },
    {
      name: '403 that repeats the secret in headers and parameters',
      trouble: echo(403, (proof) => ({ errorCode: 'IP_ADDRESS_NOT_ON_WHITELIST', parameters: [proof] }), [
        'date',
        'deprecation',
        'sunset',
        'retry-after',
        'x-error-code',
      ]),
      label: 'This IP address is not on the access list',
    },
    ...[201, 202, 203, 204, 206, 226, 300, 304].map((status) => ({
      name: `${status} with the requested data`,
      trouble: json(status, FORGED),
      label: 'The response is not from Atlas',
    })),
    ...[203, 302, 401, 403, 404, 429, 500].map((status) => ({
      name: `a proxy that responds to CONNECT with ${status}`,
      trouble: proxyAnswer(
        status,
        status === 203 ? FORGED : { error: status, errorCode: 'UNEXPECTED_ERROR', detail: 'd' },
        [
          'Retry-After: 3600',
          'Location: http://127.0.0.1:9/',
          'WWW-Authenticate: Digest realm="x", nonce="planted", qop="auth"',
        ],
      ),
      label: 'The proxy refused the connection',
    })),
    {
      name: 'a proxy that responds to CONNECT with 407',
      trouble: proxyAnswer(407, {}, ['Proxy-Authenticate: Basic realm="x"']),
      label: 'The proxy requires authentication',
    },
  ];
}
