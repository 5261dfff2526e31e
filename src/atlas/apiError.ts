import * as v from 'valibot';
import { ApiError, InvalidResponseError, NetworkError, type AtlasError, type RequestFacts } from './errors';
import type { Answer } from './exchange';
import { retryAfterSeconds } from './headers';

/**
 * The `ApiError` schema of the Administration API, as far as it is used. `null` stands for absent on the wire, and the
 * code counts even where what explains it cannot be read.
 */
const AtlasErrorBody = v.object({
  errorCode: v.string(),
  detail: v.fallback(v.nullish(v.string()), undefined),
  parameters: v.fallback(v.nullish(v.array(v.unknown())), undefined),
});

/** An error answer of the token endpoint (RFC 6749 §5.2). */
const OAuthErrorBody = v.object({ error: v.string(), error_description: v.nullish(v.string()) });

/** Codes of a 401 that is about the key itself; any other code means that the key is fine and lacks a role. */
const CREDENTIAL_CODES = new Set(['UNEXPECTED_ERROR', 'invalid_client', 'invalid_token', 'NO_CURRENT_USER']);

/**
 * Whether a 401 is about the key or token, and not about what it may see: Atlas uses the status for both.
 * @see https://www.mongodb.com/docs/atlas/reference/api-errors/
 */
export function isCredentialFailure(answer: Answer): boolean {
  return answer.status === 401 && isCredentialCode(atlasFacts(answer.body).errorCode);
}

/** The same question for the `errorCode` of a 401 that was already read. */
export function isCredentialCode(errorCode: string | undefined): boolean {
  return errorCode === undefined || CREDENTIAL_CODES.has(errorCode);
}

/** Whether the key is good, and only its roles do not allow what was asked. */
export function isMissingRole(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401 && !isCredentialCode(error.errorCode);
}

/** The error that an answer with a status of 400 or above stands for. */
export function apiErrorFrom(facts: RequestFacts, answer: Answer): AtlasError {
  const answeredAt = answer.headers.get('date');
  const request = { ...facts, ...(answeredAt !== null && { answeredAt }) };
  if (answer.status === 407) {
    return new NetworkError(request, 'proxyAuthentication', '407');
  }
  const found = atlasFacts(answer.body);
  // A gateway before Atlas may answer 429 or 5xx in words of its own, a bare 401 may have no body at all; any other
  // refusal without Atlas's error body comes from something between here and Atlas.
  const fromAtlas =
    found.errorCode !== undefined ||
    answer.status === 429 ||
    answer.status >= 500 ||
    (answer.status === 401 && answer.headers.get('www-authenticate') !== null);
  if (!fromAtlas) {
    return new InvalidResponseError(request, 'notJson', answer.status);
  }
  return new ApiError(request, {
    status: answer.status,
    ...found,
    retryAfter: retryAfterSeconds(answer.headers.get('retry-after'), answeredAt),
  });
}

function atlasFacts(body: string): { errorCode?: string; detail?: string | undefined; parameters?: unknown[] } {
  const parsed = parseJson(body);
  const atlas = v.safeParse(AtlasErrorBody, parsed);
  if (atlas.success) {
    const { errorCode, detail, parameters } = atlas.output;
    return { errorCode, detail: detail ?? undefined, parameters: parameters ?? [] };
  }
  const oauth = v.safeParse(OAuthErrorBody, parsed);
  return oauth.success ? { errorCode: oauth.output.error, detail: oauth.output.error_description ?? undefined } : {};
}

/** The value of a JSON text, or undefined when the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
