import * as v from 'valibot';

/** What the page shows: all clusters, or the answer to a question. */
const TOPICS = ['clusters', 'notExported', 'failures', 'buckets'] as const;
export type Topic = (typeof TOPICS)[number];

const PageRequestSchema = v.variant('type', [
  /**
   * - `ready`: the page has been loaded, for the first time or again, and is empty.
   * - `check`: loads what is missing.
   * - `checkAgain`: loads everything again.
   * - `copy`: copies a report of what the page shows.
   * - `save`: saves the list of clusters.
   */
  v.strictObject({ type: v.picklist(['ready', 'check', 'checkAgain', 'cancel', 'more', 'copy', 'save']) }),
  v.strictObject({ type: v.literal('open'), topic: v.picklist(TOPICS) }),
  /** Reveals the tree row with this ID, or opens its details to the side. */
  v.strictObject({
    type: v.literal('reveal'),
    row: v.pipe(v.string(), v.maxLength(1000)),
    toSide: v.exactOptional(v.literal(true)),
  }),
]);
export type PageRequest = Readonly<v.InferOutput<typeof PageRequestSchema>>;

/** Reads a message from the page. Returns undefined for anything that the page never sends. */
export function readPageRequest(message: unknown): PageRequest | undefined {
  const request = v.safeParse(PageRequestSchema, message);
  return request.success ? request.output : undefined;
}
