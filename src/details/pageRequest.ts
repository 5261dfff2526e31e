import * as v from 'valibot';
import { SNIPPET_IDS } from './snippetId';

/** The sections in display order. */
export const SECTIONS = ['identity', 'role', 'usedBy', 'health', 'references'] as const;
export type SectionId = (typeof SECTIONS)[number];

/** The sections that are loaded by requests of their own. The others show what is already loaded. */
const LOADED_SECTIONS = ['identity', 'role', 'usedBy'] as const;
export type LoadedSectionId = (typeof LOADED_SECTIONS)[number];

const ActionIdSchema = v.picklist(['refresh', 'copyAs', 'openJson', 'openProject', 'openCloudConsole', 'checkExports']);
export type ActionId = v.InferOutput<typeof ActionIdSchema>;

const Index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Copies one value. The page sends its position, because it may have only the beginning of a long text. */
const CopyRequestSchema = v.strictObject({
  type: v.literal('copy'),
  section: v.picklist(SECTIONS),
  /** The version of the section that the page shows. */
  version: Index,
  /** Index of the block in the section. */
  block: Index,
  /** Index of the value in the block, in the order of `valuesOf`. */
  value: Index,
});
export type CopyRequest = Readonly<v.InferOutput<typeof CopyRequestSchema>>;

const PageRequestSchema = v.variant('type', [
  /**
   * - `ready`: the page has been loaded, for the first time or again, and is empty.
   * - `used`: the user has clicked the page or pressed a key.
   * - `cancel`: cancels the search for clusters.
   */
  v.strictObject({ type: v.picklist(['ready', 'used', 'cancel', 'copyId']) }),
  v.strictObject({ type: v.picklist(['load', 'fix']), section: v.picklist(LOADED_SECTIONS) }),
  v.strictObject({ type: v.literal('action'), action: ActionIdSchema }),
  /** The user has chosen a kind of code snippet, which all pages show from then on. */
  v.strictObject({ type: v.literal('selectSnippet'), id: v.picklist(SNIPPET_IDS) }),
  CopyRequestSchema,
]);
export type PageRequest = Readonly<v.InferOutput<typeof PageRequestSchema>>;

/** Reads a message from the page. Returns undefined for anything that the page never sends. */
export function readPageRequest(message: unknown): PageRequest | undefined {
  const request = v.safeParse(PageRequestSchema, message);
  return request.success ? request.output : undefined;
}
