import { openEnvelope } from '../atlas/envelope';
import { parseJson } from '../atlas/json';
import { namesNextPage } from '../atlas/nextPage';

/** Returns whether the body of a list response, in an envelope or not, names a next page. An error response doesn't. */
export function hasNextPage(body: string): boolean {
  const json = parseJson(body);
  return namesNextPage(openEnvelope(json)?.content ?? json);
}
