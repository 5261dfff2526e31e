import * as v from 'valibot';
import { FIGURES } from './figures';

const Figure = v.picklist(FIGURES);
const Text = v.pipe(v.string(), v.maxLength(1000));

/** What a list shows: one group of a figure, or without a `key`, all of its groups. */
const SelectionSchema = v.strictObject({
  figure: v.union([Figure, v.picklist(['all', 'withoutBucket'])]),
  key: v.exactOptional(Text),
});
export type Selection = Readonly<v.InferOutput<typeof SelectionSchema>>;

const PageRequestSchema = v.variant('type', [
  /** `ready`: the page has been loaded, for the first time or again, and is empty. */
  v.strictObject({ type: v.picklist(['ready', 'back', 'more', 'load', 'cancel']) }),
  /** Shows more groups of a figure than the largest. */
  v.strictObject({ type: v.literal('expand'), figure: Figure }),
  /** Reveals the tree row with this ID. */
  v.strictObject({ type: v.literal('reveal'), row: Text }),
  v.strictObject({ type: v.literal('open'), selection: SelectionSchema }),
]);
export type PageRequest = Readonly<v.InferOutput<typeof PageRequestSchema>>;

/** Reads a message from the page. Returns undefined for anything that the page never sends. */
export function readPageRequest(message: unknown): PageRequest | undefined {
  const request = v.safeParse(PageRequestSchema, message);
  return request.success ? request.output : undefined;
}
