import { InvalidResponseError, NetworkError, type NetworkProblem, type RequestInfo } from './errors';

/** Returns the error for a rejection of `fetch`. */
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
    // Without a cause, because node-fetch's message contains the address from the server.
    return new InvalidResponseError(info, type === 'max-size' ? 'tooLarge' : 'redirect');
  }
  const code = textField(error, 'code') ?? textField(error instanceof Error ? error.cause : undefined, 'code');
  const message = error instanceof Error ? error.message : '';
  if (code === undefined && NO_PROXY_CONNECTION.test(message)) {
    return new NetworkError(info, 'proxyUnreachable', undefined, { cause: error });
  }
  return new NetworkError(info, networkProblem(code, message), code, { cause: error });
}

/** The message of VS Code's proxy agent if no proxy responds. Its error has no code. */
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

/** Messages of OpenSSL and BoringSSL if the first bytes of the server are not TLS. */
const NO_TLS = /WRONG.VERSION.NUMBER|PACKET.LENGTH.TOO.LONG|UNKNOWN.PROTOCOL|HTTP.REQUEST|HTTPS.PROXY.REQUEST/i;
/**
 * Codes of a failed certificate check (`X509_V_ERR_…` without the prefix), and OpenSSL's codes for weak certificates.
 */
const CERTIFICATE =
  /CERT|CRL|^UNABLE_TO_|^(HOSTNAME|EMAIL|IP_ADDRESS)_MISMATCH$|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|(CA|EE)_(KEY|MD)_TOO_/;

/**
 * Distinguishes an untrusted certificate, another failed handshake, and an address without TLS.
 * @see https://nodejs.org/docs/latest/api/tls.html#x509-certificate-error-codes
 */
function tlsProblem(code: string, message: string): NetworkProblem | undefined {
  const isTls = code === 'EPROTO' || /^ERR_(SSL|TLS)_/.test(code);
  // `EPROTO` stands for any failed handshake. Only the message of the TLS library says which.
  const text = code === 'EPROTO' ? message : code;
  if (isTls && NO_TLS.test(text)) {
    return 'noTls';
  }
  // An alert comes from the server. Even one about a certificate means that it requires one from the client.
  if (isTls && /ALERT/i.test(text)) {
    return 'tlsFailed';
  }
  if (CERTIFICATE.test(code === 'EPROTO' ? text.toUpperCase() : code)) {
    return 'certificate';
  }
  return isTls ? 'tlsFailed' : undefined;
}

/** node-fetch's errors differ by `type` and `code`. Their names don't survive minification. */
function textField(value: unknown, field: 'type' | 'code'): string | undefined {
  if (typeof value !== 'object' || value === null || !(field in value)) {
    return undefined;
  }
  const found: unknown = Reflect.get(value, field);
  return typeof found === 'string' ? found : undefined;
}
