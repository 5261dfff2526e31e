import * as v from 'valibot';
import { isTokenRejected } from './auth/challenges';
import { parseDigestChallenge } from './auth/digest';
import { meaningOf } from './errorCodes';
import { ApiError, InvalidResponseError, NetworkError, type AtlasError, type RequestInfo } from './errors';
import type { HttpResponse } from './exchange';
import { retryAfterSeconds } from './headers';
import { parseJson } from './json';

const optionalText = v.fallback(v.nullish(v.string()), undefined);

/**
 * The used part of the `ApiError` schema of the Administration API. On the wire, `null` means absent, even for the
 * required `errorCode`. Each field is read even if another one can't be.
 */
const AtlasErrorBody = v.object({
  error: v.optional(v.unknown()),
  errorCode: v.optional(v.unknown()),
  detail: optionalText,
  reason: optionalText,
  parameters: v.fallback(v.nullish(v.array(v.unknown())), undefined),
});

/** An error response of the token endpoint (RFC 6749 §5.2). */
const OAuthErrorBody = v.object({ error: v.string(), error_description: optionalText });

/** RFC 6749 §5.2 and RFC 6750 §3.1. */
const OAUTH_CODES = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'access_denied',
  'invalid_token',
  'insufficient_scope',
]);

const MAX_DETAIL_LENGTH = 1000;
const MAX_CODE_LENGTH = 100;
const MAX_PARAMETER_LENGTH = 200;
const MAX_PARAMETERS = 20;

/**
 * Returns whether a response says that Atlas rejected the key or token itself, whatever the request was. A challenge can
 * say it too, for an error code that isn't published.
 */
export function isCredentialFailure(response: HttpResponse): boolean {
  if (response.status !== 401) {
    return false;
  }
  const error = apiErrorFrom({ method: 'GET', path: '' }, response);
  const meaning = error instanceof ApiError ? meaningOf(error) : undefined;
  return (
    meaning === 'credential' ||
    (meaning === undefined && isTokenRejected(response.headers.get('www-authenticate') ?? ''))
  );
}

/**
 * Returns the error for a response with a status other than 200. Atlas's texts are truncated: the detail to 1,000
 * characters, the code to 100.
 */
export function apiErrorFrom(request: RequestInfo, response: HttpResponse): AtlasError {
  const { status, headers } = response;
  if (status < 400) {
    return new InvalidResponseError(request, 'unexpectedStatus', status);
  }
  if (status === 407) {
    return new NetworkError(request, 'proxyAuthentication', '407');
  }
  const found = errorTextIn(request, response);
  if (found === undefined && !isSentByAtlas(response)) {
    return new InvalidResponseError(request, 'notJson', status);
  }
  const errorCode = codeText(
    found?.errorCode ?? (response.isEncrypted === true ? headers.get('x-error-code') : null) ?? '',
  );
  return new ApiError(request, {
    status,
    ...(errorCode !== '' && { errorCode }),
    detail: truncated(found?.detail, MAX_DETAIL_LENGTH),
    parameters: found?.parameters,
    retryAfter: retryAfterSeconds(headers.get('retry-after'), headers.get('date')),
    isNonceStale: status === 401 && parseDigestChallenge(headers.get('www-authenticate') ?? '')?.stale === true,
  });
}

/**
 * Returns whether Atlas sent a response although it lacks Atlas's error body. Such a response has headers of Atlas and
 * arrived encrypted, or is a 401 with one of Atlas's two challenges, or comes from Atlas's gateway, which sends 429 and
 * 5xx with texts of its own. Any other refusal comes from a system between the client and Atlas.
 */
function isSentByAtlas({ status, headers, isEncrypted = false }: HttpResponse): boolean {
  return (
    status === 429 ||
    // A network that requires a sign-in sends 511 (RFC 6585 §6).
    (status >= 500 && status !== 511) ||
    (status === 401 && /\b(digest|bearer)\b/i.test(headers.get('www-authenticate') ?? '')) ||
    (isEncrypted &&
      (headers.get('x-error-code') !== null ||
        headers.get('x-java-method') !== null ||
        /^mdbws\b/i.test(headers.get('server') ?? '')))
  );
}

/**
 * Returns whether a body is an error of Atlas, whatever the status. Only errors have both an `error` and an
 * `errorCode`.
 */
export function isErrorBody(body: unknown): boolean {
  const read = v.safeParse(v.object({ error: v.pipe(v.number(), v.minValue(400)), errorCode: v.string() }), body);
  return read.success;
}

interface ErrorText {
  readonly errorCode?: string | undefined;
  readonly detail?: string | undefined;
  readonly parameters?: readonly unknown[];
}

/** Returns the contents of an error body; undefined if it is neither an API error nor an OAuth error. */
function errorTextIn({ method }: RequestInfo, { status, body }: HttpResponse): ErrorText | undefined {
  const parsed = parseJson(body);
  const atlas = v.safeParse(AtlasErrorBody, parsed);
  if (atlas.success) {
    const { error, errorCode, detail, reason, parameters } = atlas.output;
    const text = { detail: notEmpty(detail) ?? notEmpty(reason), parameters: (parameters ?? []).flatMap(primitive) };
    if (typeof errorCode === 'string' && errorCode !== '') {
      return { ...text, errorCode };
    }
    if (error === status && (errorCode ?? '') === '' && text.detail !== undefined) {
      return text;
    }
  }
  const oauth = v.safeParse(OAuthErrorBody, parsed);
  // Many gateways send an `error` field. Only token endpoints and refused tokens use the codes of OAuth.
  if (oauth.success && (method === 'POST' || OAUTH_CODES.has(oauth.output.error))) {
    return { errorCode: oauth.output.error, detail: oauth.output.error_description ?? undefined };
  }
  return undefined;
}

function notEmpty(value: string | null | undefined): string | undefined {
  return value === null || value === '' ? undefined : value;
}

function primitive(parameter: unknown, index: number): unknown[] {
  if (index >= MAX_PARAMETERS || (typeof parameter === 'object' && parameter !== null)) {
    return [];
  }
  return [typeof parameter === 'string' ? truncated(parameter, MAX_PARAMETER_LENGTH) : parameter];
}

/** Removes control characters and the like, which are never part of a code. */
function codeText(code: string): string {
  return code.replace(/[^\x20-\x7e]/g, '').slice(0, MAX_CODE_LENGTH);
}

function truncated(value: string | undefined, maxLength: number): string | undefined {
  // A text must not end with half a surrogate pair.
  return value === undefined || value.length <= maxLength
    ? value
    : `${value.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
