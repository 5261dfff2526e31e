import * as v from 'valibot';
import { parseDigestChallenge } from './auth/digest';
import { meaningOf } from './errorCodes';
import { ApiError, InvalidResponseError, NetworkError, type AtlasError, type RequestInfo } from './errors';
import type { HttpResponse } from './exchange';
import { dateTextIn, retryAfterSeconds } from './headers';
import { parseJson } from './json';

const text = v.fallback(v.nullish(v.string()), undefined);

/**
 * The `ApiError` schema of the Administration API, as far as it is used. `null` stands for absent on the wire, also of
 * the `errorCode` that the schema requires, and each field counts even where another one cannot be read.
 */
const AtlasErrorBody = v.object({
  error: v.optional(v.unknown()),
  errorCode: v.optional(v.unknown()),
  detail: text,
  reason: text,
  parameters: v.fallback(v.nullish(v.array(v.unknown())), undefined),
});

/** An error answer of the token endpoint (RFC 6749 §5.2). */
const OAuthErrorBody = v.object({ error: v.string(), error_description: text });

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

/** Whether `error` says that Atlas doesn't accept the key or token itself, whatever was requested with it. */
export function isCredentialRefusal(error: unknown): boolean {
  return error instanceof ApiError && meaningOf(error) === 'credential';
}

/** The same question for a response, as it came. */
export function isCredentialFailure(answer: HttpResponse): boolean {
  return answer.status === 401 && isCredentialRefusal(apiErrorFrom({ method: 'GET', path: '' }, answer));
}

/** Whether the credential is valid, and only its roles don't allow the request. */
export function isMissingRole(error: unknown): boolean {
  return error instanceof ApiError && meaningOf(error) === 'role';
}

/**
 * Returns the error that a response with any status but 200 stands for. Atlas's words are cut to a length that can be
 * shown: a detail of 1,000 characters, a code of 100.
 */
export function apiErrorFrom(info: RequestInfo, answer: HttpResponse): AtlasError {
  const { status, headers } = answer;
  const answeredAt = dateTextIn(headers.get('date'));
  const request = { ...info, ...(answeredAt !== undefined && { answeredAt }) };
  if (status < 400) {
    return new InvalidResponseError(request, 'unexpectedStatus', status);
  }
  if (status === 407) {
    return new NetworkError(request, 'proxyAuthentication', '407');
  }
  const found = wordsIn(request, answer);
  if (found === undefined && !isAnsweredByAtlas(answer)) {
    return new InvalidResponseError(request, 'notJson', status);
  }
  const errorCode = codeText(
    found?.errorCode ?? (answer.isEncrypted === true ? headers.get('x-error-code') : null) ?? '',
  );
  return new ApiError(request, {
    status,
    ...(errorCode !== '' && { errorCode }),
    detail: shortened(found?.detail, MAX_DETAIL_LENGTH),
    parameters: found?.parameters,
    retryAfter: retryAfterSeconds(headers.get('retry-after'), headers.get('date')),
    isNonceStale: status === 401 && parseDigestChallenge(headers.get('www-authenticate') ?? '')?.stale === true,
  });
}

/**
 * Whether a response without Atlas's error body is Atlas's all the same: it has headers of Atlas and came encrypted, is a
 * 401 with one of the two challenges that Atlas sends, or comes from the gateway before Atlas, which answers 429 and 5xx
 * in words of its own. Any other refusal comes from something between here and Atlas.
 */
function isAnsweredByAtlas({ status, headers, isEncrypted = false }: HttpResponse): boolean {
  return (
    status === 429 ||
    // 511 comes from a network that wants a sign-in (RFC 6585 §6).
    (status >= 500 && status !== 511) ||
    (status === 401 && /\b(digest|bearer)\b/i.test(headers.get('www-authenticate') ?? '')) ||
    (isEncrypted &&
      (headers.get('x-error-code') !== null ||
        headers.get('x-java-method') !== null ||
        /^mdbws\b/i.test(headers.get('server') ?? '')))
  );
}

/** Whether a body is an error of Atlas, whatever the status: nothing else has both an `error` and an `errorCode`. */
export function isErrorBody(body: unknown): boolean {
  const read = v.safeParse(v.object({ error: v.pipe(v.number(), v.minValue(400)), errorCode: v.string() }), body);
  return read.success;
}

interface Words {
  readonly errorCode?: string | undefined;
  readonly detail?: string | undefined;
  readonly parameters?: readonly unknown[];
}

/** Returns what an error body of Atlas says; undefined if the body has the shape of neither of its kinds of error. */
function wordsIn({ method }: RequestInfo, { status, body }: HttpResponse): Words | undefined {
  const parsed = parseJson(body);
  const atlas = v.safeParse(AtlasErrorBody, parsed);
  if (atlas.success) {
    const { error, errorCode, detail, reason, parameters } = atlas.output;
    const words = { detail: notEmpty(detail) ?? notEmpty(reason), parameters: (parameters ?? []).flatMap(primitive) };
    if (typeof errorCode === 'string' && errorCode !== '') {
      return { ...words, errorCode };
    }
    if (error === status && (errorCode ?? '') === '' && words.detail !== undefined) {
      return words;
    }
  }
  const oauth = v.safeParse(OAuthErrorBody, parsed);
  // Many gateways send an `error` with some text; only the token endpoints have OAuth's, and a refused token.
  if (oauth.success && (method === 'POST' || OAUTH_CODES.has(oauth.output.error))) {
    return { errorCode: oauth.output.error, detail: oauth.output.error_description ?? undefined };
  }
  return undefined;
}

function notEmpty(words: string | null | undefined): string | undefined {
  return words === null || words === '' ? undefined : words;
}

function primitive(parameter: unknown, index: number): unknown[] {
  if (index >= MAX_PARAMETERS || (typeof parameter === 'object' && parameter !== null)) {
    return [];
  }
  return [typeof parameter === 'string' ? shortened(parameter, MAX_PARAMETER_LENGTH) : parameter];
}

/** Codes are made of letters, digits and underscores; control characters and the like are no part of one. */
function codeText(code: string): string {
  return code.replace(/[^\x20-\x7e]/g, '').slice(0, MAX_CODE_LENGTH);
}

function shortened(words: string | undefined, longest: number): string | undefined {
  // Half a surrogate pair at the end would be no text.
  return words === undefined || words.length <= longest
    ? words
    : `${words.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
