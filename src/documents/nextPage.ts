import * as v from 'valibot';
import { parseJson } from '../atlas/json';

const Page = v.object({ links: v.array(v.unknown()) });
const NextLink = v.object({ rel: v.literal('next') });

/** Returns whether the body of a list response has a link to a next page. An error response has none. */
export function namesNextPage(body: string): boolean {
  const page = v.safeParse(Page, parseJson(body));
  return page.success && page.output.links.some((link) => v.is(NextLink, link));
}
