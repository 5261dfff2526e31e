import { parseUrl } from './url';

/** MongoDB Atlas. */
export const ATLAS_ORIGIN = 'https://cloud.mongodb.com';
/** MongoDB Atlas for Government. */
export const ATLAS_FOR_GOVERNMENT_ORIGIN = 'https://cloud.mongodbgov.com';

/** Why a text is not an origin that may receive a key. */
export type OriginProblem = 'notAUrl' | 'notHttps' | 'userInfo' | 'notOnlyAnOrigin';

export type ParsedOrigin = { readonly origin: string } | { readonly problem: OriginProblem };

/**
 * Parses an origin from a user or an environment variable, and normalizes it (case, default port, trailing slash,
 * internationalized host names, other notations of an IP address). Accepts https, and http for the loopback names that
 * VS Code never sends through a proxy. User info, a path, a query or a fragment is an error, because it would be
 * silently ignored otherwise.
 */
export function parseOrigin(text: string): ParsedOrigin {
  const trimmed = text.trim();
  const url = parseUrl(trimmed);
  if (url === undefined) {
    return { problem: 'notAUrl' };
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return { problem: 'notHttps' };
  }
  if (url.username !== '' || url.password !== '') {
    return { problem: 'userInfo' };
  }
  if (url.pathname !== '/' || /[?#]/.test(trimmed)) {
    return { problem: 'notOnlyAnOrigin' };
  }
  return { origin: url.origin };
}

/**
 * Returns whether a text is an origin exactly as `parseOrigin` returns it. Stored and imported origins are checked with
 * this before a key is sent there or a page of them is opened.
 */
export function isOrigin(text: string): boolean {
  const parsed = parseOrigin(text);
  return 'origin' in parsed && parsed.origin === text;
}

/**
 * The only names that VS Code's proxy agent connects to directly, whatever proxy is set. Over http, any other loopback
 * address (such as 127.0.0.2 or ::ffff:127.0.0.1) would reach the proxy in clear text.
 */
const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

function isLoopback(hostname: string): boolean {
  return LOOPBACK_HOSTS.has(hostname);
}
