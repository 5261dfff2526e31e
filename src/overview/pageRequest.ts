import * as v from 'valibot';
import type { PageRequest } from './protocol';

const Figure = v.picklist(['provider', 'region', 'project', 'year', 'name', 'role']);
const Text = v.pipe(v.string(), v.maxLength(1000));

const PageRequestSchema = v.variant('type', [
  v.strictObject({ type: v.picklist(['ready', 'back', 'more', 'load', 'cancel']) }),
  v.strictObject({ type: v.literal('expand'), figure: Figure }),
  v.strictObject({ type: v.literal('reveal'), row: Text }),
  v.strictObject({
    type: v.literal('open'),
    selection: v.strictObject({
      figure: v.union([Figure, v.picklist(['all', 'withoutBucket'])]),
      key: v.exactOptional(Text),
    }),
  }),
]);

/** Reads what the page asks; undefined for anything that ours never asks. */
export function readPageRequest(message: unknown): PageRequest | undefined {
  const request = v.safeParse(PageRequestSchema, message);
  return request.success ? request.output : undefined;
}
