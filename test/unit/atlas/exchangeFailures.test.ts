import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import net from 'node:net';
import nodeFetch from 'node-fetch';
import { isAbort, NetworkError } from '../../../src/atlas/errors';
import {
  closeServers,
  everythingIn,
  failureOf,
  gate,
  getFrom,
  listen,
  portOf,
  RecordingLog,
  rejectWith,
  sendTo,
} from './support';

async function networkProblemOf(promise: Promise<unknown>): Promise<NetworkError> {
  const error = await failureOf(promise);
  assert.ok(error instanceof NetworkError, everythingIn(error));
  return error;
}

const ok: RequestListener = (_request, response) => {
  response.end('{}');
};

describe('A failed request', () => {
  afterEach(closeServers);

  for (const [what, handle] of [
    ['there is no response', () => undefined],
    ['the body does not end', (_request, response) => response.writeHead(200).write('{"results":[')],
    [
      'the body of known length does not end',
      (_request, response) => response.setHeader('content-length', 9).write('{'),
    ],
  ] as const satisfies readonly (readonly [string, RequestListener])[]) {
    it(`times out when ${what}`, async () => {
      const { origin } = await listen(handle);
      const log = new RecordingLog();
      const send = sendTo(origin, { log, requestTimeout: () => 50 });
      const errors = await Promise.all(
        [undefined, new AbortController().signal].map((signal) => networkProblemOf(send(getFrom(origin, { signal })))),
      );
      assert.deepEqual(
        errors.map(({ problem }) => problem),
        ['timeout', 'timeout'],
      );
      assert.equal(log.requests[0]?.outcome, 'timeout');
    });

    it(`is canceled immediately when ${what}`, async () => {
      const { origin, server } = await listen(handle);
      const abort = new AbortController();
      const log = new RecordingLog();
      const sent = sendTo(origin, { log })(getFrom(origin, { signal: abort.signal }));
      await once(server, 'request');
      abort.abort();
      assert.equal(isAbort(await failureOf(sent)), true);
      assert.equal(log.requests[0]?.outcome, 'canceled');
    });
  }

  it('is canceled while its body is read', async () => {
    const { origin } = await listen((_request, response) => response.writeHead(200).write('{'));
    const abort = new AbortController();
    const started = gate();
    const sent = sendTo(origin, {
      fetch: async (url, init) => {
        const response = await nodeFetch(url, init);
        started.open();
        return response;
      },
    })(getFrom(origin, { signal: abort.signal }));
    await started.opened;
    abort.abort(new Error('the view is gone'));
    assert.equal(isAbort(await failureOf(sent)), true);
  });

  it('is not sent if it was canceled, whatever the reason', async () => {
    const { origin, connections } = await listen(ok);
    const log = new RecordingLog();
    for (const reason of [undefined, 'closed', new Error('closed'), new DOMException('late', 'TimeoutError')]) {
      const error = await failureOf(sendTo(origin, { log })(getFrom(origin, { signal: AbortSignal.abort(reason) })));
      assert.equal(isAbort(error), true, everythingIn(error));
    }
    assert.equal(connections(), 0);
    assert.deepEqual(log.requests, []);
  });

  it('is not affected by a cancellation after its response arrived', async () => {
    const { origin } = await listen(ok);
    const abort = new AbortController();
    const response = await sendTo(origin)(getFrom(origin, { signal: abort.signal }));
    abort.abort();
    assert.equal(response.body, '{}');
  });

  it('reports a refused connection', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${portOf(server)}`;
    await once(server.close(), 'close');
    const error = await networkProblemOf(sendTo(origin)(getFrom(origin)));
    assert.deepEqual([error.problem, error.code], ['refused', 'ECONNREFUSED']);
    assert.ok(error.cause instanceof Error);
  });

  for (const [what, handle] of [
    ['before a response', (request) => request.socket.resetAndDestroy()],
    [
      'within a body of known length',
      (request, response) => {
        response.setHeader('content-length', 100).write('{', () => request.socket.resetAndDestroy());
      },
    ],
    [
      'within a body in chunks',
      (request, response) => {
        response.write('{"results":[', () => request.socket.destroy());
      },
    ],
  ] as const satisfies readonly (readonly [string, RequestListener])[]) {
    it(`reports a connection that broke ${what}`, async () => {
      const { origin } = await listen(handle);
      const error = await networkProblemOf(sendTo(origin)(getFrom(origin)));
      assert.equal(error.problem, 'interrupted');
      assert.match(error.code ?? '', /^(ECONNRESET|ERR_STREAM_PREMATURE_CLOSE)$/);
    });
  }

  it('reports a server that does not use HTTP', async () => {
    const server = net.createServer((socket) => {
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const origin = `http://127.0.0.1:${portOf(server)}`;
    const error = await networkProblemOf(sendTo(origin)(getFrom(origin)));
    assert.equal(error.problem, 'interrupted');
    await once(server.close(), 'close');
  });

  for (const [code, problem] of [
    ['ENOTFOUND', 'hostNotFound'],
    ['EAI_AGAIN', 'hostNotFound'],
    ['ENETUNREACH', 'hostNotFound'],
    ['EHOSTUNREACH', 'hostNotFound'],
    ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'timeout'],
    ['EPIPE', 'interrupted'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['CRL_HAS_EXPIRED', 'certificate'],
    ['UNABLE_TO_GET_CRL', 'certificate'],
    ['ERROR_IN_CERT_NOT_BEFORE_FIELD', 'certificate'],
    ['ERR_SSL_CERTIFICATE_VERIFY_FAILED', 'certificate'],
    ['ERR_SSL_EE_KEY_TOO_SMALL', 'certificate'],
    ['EPROTO', 'tlsFailed'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'tlsFailed'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tlsFailed'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tlsFailed'],
    ['ERR_SSL_NO_PROTOCOLS_AVAILABLE', 'tlsFailed'],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'tlsFailed'],
    ['ERR_SSL_DH_KEY_TOO_SMALL', 'tlsFailed'],
    ['ERR_TLS_INVALID_PROTOCOL_VERSION', 'tlsFailed'],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'noTls'],
    ['ERR_SSL_HTTP_REQUEST', 'noTls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'noTls'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['HOSTNAME_MISMATCH', 'certificate'],
    ['INVALID_PURPOSE', 'certificate'],
    ['PATH_LENGTH_EXCEEDED', 'certificate'],
  ] as const) {
    it(`maps ${code} to ${problem} in errors of node-fetch and undici`, async () => {
      const system = Object.assign(new Error(code), { code });
      for (const thrown of [system, new TypeError('fetch failed', { cause: system })]) {
        const log = new RecordingLog();
        const send = sendTo('https://cloud.mongodb.com', { log, fetch: () => Promise.reject(thrown) });
        const error = await networkProblemOf(send(getFrom('https://cloud.mongodb.com')));
        assert.deepEqual([error.problem, error.code, log.requests[0]?.outcome], [problem, code, code]);
      }
    });
  }

  for (const [message, problem] of [
    ['write EPROTO 1:error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:tls_record.cc:1:', 'noTls'],
    ['write EPROTO 1:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:s3.c:1:', 'noTls'],
    ['write EPROTO 1:error:1000042e:SSL routines:OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION:t.cc:1:', 'tlsFailed'],
    ['write EPROTO 1:error:0A000418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:s3.c:1:', 'tlsFailed'],
    ['write EPROTO 1:error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:h.cc:1:', 'certificate'],
  ] as const) {
    it(`interprets the message of the TLS library: ${message}`, async () => {
      const fetch = (): Promise<never> => Promise.reject(Object.assign(new Error(message), { code: 'EPROTO' }));
      const error = await networkProblemOf(sendTo('https://x.example', { fetch })(getFrom('https://x.example')));
      assert.equal(error.problem, problem);
    });
  }

  it('recognizes the message of VS Code’s proxy agent, whose error has no code', async () => {
    const thrown = new Error(
      'request to https://cloud.mongodb.com failed, reason: Failed to establish a socket connection to proxies: PROXY 127.0.0.1:9',
    );
    const error = await networkProblemOf(
      sendTo('http://localhost', { fetch: () => Promise.reject(thrown) })(getFrom('http://localhost')),
    );
    assert.equal(error.problem, 'proxyUnreachable');
  });

  it('handles any thrown value', async () => {
    for (const thrown of [undefined, null, 'lost', 7, {}, { code: 7 }]) {
      const fetch = (): Promise<never> => rejectWith(thrown);
      const error = await networkProblemOf(sendTo('http://localhost', { fetch })(getFrom('http://localhost')));
      assert.deepEqual([error.problem, error.code], ['interrupted', undefined]);
    }
  });
});
