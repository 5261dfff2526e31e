import { InvalidResponseError, NetworkError, type NetworkProblem, type RequestInfo } from './errors';

/** Returns the error that a rejection of `fetch` stands for. */
export function transportFailure(
  error: unknown,
  info: RequestInfo,
  isTimedOut: boolean,
): NetworkError | InvalidResponseError {
  if (isTimedOut) {
    return new NetworkError(info, 'timeout', undefined, { cause: error });
  }
  const type = textField(error, 'type');
  if (type === 'no-redirect' || type === 'invalid-redirect' || type === 'max-size') {
    // Without a cause: node-fetch's text repeats the address that the server has named.
    return new InvalidResponseError(info, type === 'max-size' ? 'tooLarge' : 'redirect');
  }
  const code = textField(error, 'code') ?? textField(error instanceof Error ? error.cause : undefined, 'code');
  const message = error instanceof Error ? error.message : '';
  if (code === undefined && NO_PROXY_CONNECTION.test(message)) {
    return new NetworkError(info, 'proxyUnreachable', undefined, { cause: error });
  }
  return new NetworkError(info, networkProblem(code, message), code, { cause: error });
}

/** What VS Code's proxy agent says when no proxy answers; its error has no code. */
const NO_PROXY_CONNECTION = /establish a socket connection to prox/i;
const HOST_NOT_FOUND = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL']);

function networkProblem(code: string | undefined, message: string): NetworkProblem {
  if (code === undefined) {
    return 'interrupted';
  }
  if (HOST_NOT_FOUND.has(code)) {
    return 'hostNotFound';
  }
  if (code === 'ECONNREFUSED') {
    return 'refused';
  }
  if (code === 'ETIMEDOUT') {
    return 'timeout';
  }
  return tlsProblem(code, message) ?? 'interrupted';
}

/** What OpenSSL and BoringSSL say when the first bytes of the other side are no TLS. */
const NO_TLS = /WRONG.VERSION.NUMBER|PACKET.LENGTH.TOO.LONG|UNKNOWN.PROTOCOL|HTTP.REQUEST|HTTPS.PROXY.REQUEST/i;
/** The verdicts of a certificate check (`X509_V_ERR_…` without the prefix), and what OpenSSL says of weak ones. */
const CERTIFICATE =
  /CERT|CRL|^UNABLE_TO_|^(HOSTNAME|EMAIL|IP_ADDRESS)_MISMATCH$|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|(CA|EE)_(KEY|MD)_TOO_/;

/**
 * Tells a certificate that isn't trusted from a handshake that failed otherwise and from an address without TLS.
 * @see https://nodejs.org/docs/latest/api/tls.html#x509-certificate-error-codes
 */
function tlsProblem(code: string, message: string): NetworkProblem | undefined {
  const isTls = code === 'EPROTO' || /^ERR_(SSL|TLS)_/.test(code);
  // `EPROTO` stands for any failure of a handshake; only the text of the TLS library says which.
  const said = code === 'EPROTO' ? message : code;
  if (isTls && NO_TLS.test(said)) {
    return 'noTls';
  }
  // An alert is the other side's complaint, even about a certificate: it wants one of the client.
  if (isTls && /ALERT/i.test(said)) {
    return 'tlsFailed';
  }
  if (CERTIFICATE.test(code === 'EPROTO' ? said.toUpperCase() : code)) {
    return 'certificate';
  }
  return isTls ? 'tlsFailed' : undefined;
}

/** node-fetch tells its errors apart by `type` and `code`; their names do not survive minifying. */
function textField(value: unknown, field: 'type' | 'code'): string | undefined {
  if (typeof value !== 'object' || value === null || !(field in value)) {
    return undefined;
  }
  const found: unknown = Reflect.get(value, field);
  return typeof found === 'string' ? found : undefined;
}
