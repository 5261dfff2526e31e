import * as v from 'valibot';

const Links = v.object({ links: v.optional(v.unknown()), _links: v.optional(v.unknown()) });
const Link = v.object({ rel: v.union([v.string(), v.array(v.unknown())]) });
const ByRelation = v.object({ next: v.union([v.pipe(v.string(), v.nonEmpty()), v.looseObject({})]) });

/**
 * Returns whether a page names a next one. Each link is read on its own, so that an invalid one never hides another.
 *
 * Atlas sends an array of links with a `rel` each. A single link and links by relation (`"next": …`, as in HAL and
 * JSON:API) count too: at the end of a list, a wrong "yes" costs one request, but a wrong "no" loses rows.
 */
export function namesNextPage(page: unknown): boolean {
  const parsed = v.safeParse(Links, page);
  return parsed.success && [parsed.output.links, parsed.output._links].flat().some(isNextLink);
}

function isNextLink(link: unknown): boolean {
  const one = v.safeParse(Link, link);
  return one.success ? [one.output.rel].flat().some(isNext) : v.is(ByRelation, link);
}

/** Relations are separated by spaces, and their case has no meaning (RFC 8288 §2.1.1 and §3.3). */
function isNext(relations: unknown): boolean {
  return typeof relations === 'string' && relations.toLowerCase().split(/\s+/).includes('next');
}
