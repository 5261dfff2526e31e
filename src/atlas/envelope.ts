import * as v from 'valibot';
import type { HttpResponse } from './exchange';
import { readJson } from './json';
import { membersOf, repeatedNames } from './jsonText';

const Envelope = v.object({ status: v.pipe(v.number(), v.integer()), content: v.unknown() });
const ListEnvelope = v.looseObject({ status: v.pipe(v.number(), v.integer()), results: v.array(v.unknown()) });

/**
 * Returns the contents of a response to a request with `envelope=true`. A list has a `status` beside its results;
 * anything else is the `content` beside it.
 * @returns undefined if the body is not an envelope
 */
export function openEnvelope(body: unknown): { readonly status: number; readonly content: unknown } | undefined {
  const single = v.safeParse(Envelope, body);
  if (single.success && single.output.content !== undefined) {
    return single.output;
  }
  const list = v.safeParse(ListEnvelope, body);
  return list.success ? { status: list.output.status, content: list.output } : undefined;
}

/**
 * Returns a response to a request with `envelope=true` with the status and body in its envelope, so that the rest of the
 * client handles it like any other response: a 429 holds back requests, and a 401 replaces the token. Returns anything
 * but an envelope as it is.
 */
export function withoutEnvelope(response: HttpResponse): HttpResponse {
  const read = readJson(response.body);
  // If a name is repeated, which status or content is meant is unknown.
  if (read.kind !== 'json' || (read.hasRepeatedNames && repeatedNames(read.text).size > 0)) {
    return response;
  }
  const envelope = openEnvelope(read.value);
  if (envelope === undefined) {
    return response;
  }
  const content = membersOf(read.text).find(({ name }) => name === 'content');
  // A failure never becomes a success.
  const status = response.status === 200 ? envelope.status : response.status;
  return { ...response, status, body: content?.text ?? read.text };
}
