import * as v from 'valibot';
import { FIGURES } from './figures';

/** The formats in which a list can be copied. */
const TABLE_FORMATS = ['csv', 'markdown'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

const Figure = v.picklist(FIGURES);
/** The lists that aren't groups of a figure. */
const LISTS = ['all', 'withoutBucket', 'brokenRole', 'unused', 'newest'] as const;
const Text = v.pipe(v.string(), v.maxLength(1000));

/** What a list shows: one group of a figure, or without a `key`, all of its groups. */
const SelectionSchema = v.strictObject({
  figure: v.union([Figure, v.picklist(LISTS)]),
  key: v.exactOptional(Text),
});
export type Selection = Readonly<v.InferOutput<typeof SelectionSchema>>;

const PageRequestSchema = v.variant('type', [
  /** `ready`: the page has been loaded, for the first time or again, and is empty. */
  v.strictObject({ type: v.picklist(['ready', 'back', 'more', 'load', 'checkRoles', 'cancel', 'saveList']) }),
  /** Shows more groups of a figure than the largest. */
  v.strictObject({ type: v.literal('expand'), figure: Figure }),
  /** Reveals the tree row with this ID, or opens its details to the side. */
  v.strictObject({ type: v.literal('reveal'), row: Text, toSide: v.exactOptional(v.literal(true)) }),
  /** Copies the ID of the export bucket or project with this tree row. */
  v.strictObject({ type: v.literal('copyId'), row: Text }),
  /** Copies the whole list as a table. */
  v.strictObject({ type: v.literal('copyList'), format: v.picklist(TABLE_FORMATS) }),
  /** Sorts the list by the column with this index, or reverses its order. */
  v.strictObject({ type: v.literal('sort'), column: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9)) }),
  v.strictObject({ type: v.literal('open'), selection: SelectionSchema }),
]);
export type PageRequest = Readonly<v.InferOutput<typeof PageRequestSchema>>;

/** Reads a message from the page. Returns undefined for anything that the page never sends. */
export function readPageRequest(message: unknown): PageRequest | undefined {
  const request = v.safeParse(PageRequestSchema, message);
  return request.success ? request.output : undefined;
}
