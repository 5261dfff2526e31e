/** MongoDB Atlas. */
export const ATLAS_ORIGIN = 'https://cloud.mongodb.com';
/** MongoDB Atlas for Government. */
export const ATLAS_FOR_GOVERNMENT_ORIGIN = 'https://cloud.mongodbgov.com';

/** Why a text is not an origin that a key may be sent to. */
export type OriginProblem = 'notAUrl' | 'notHttps' | 'userInfo' | 'notOnlyAnOrigin';

export type ParsedOrigin = { readonly origin: string } | { readonly problem: OriginProblem };

/**
 * Reads an origin as a person or an environment variable gives it, and normalizes it (case, default port, trailing
 * slash, internationalized host names). Only https is accepted, and http to a loopback address; user info, a path, a
 * query or a fragment are refused rather than dropped, for they would be silently ignored.
 */
export function parseOrigin(text: string): ParsedOrigin {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) {
    return { problem: 'notAUrl' };
  }
  const url = new URL(trimmed);
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

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
