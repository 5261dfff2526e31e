import * as v from 'valibot';
import type { PageRequest } from './protocol';

const SectionId = v.picklist(['identity', 'role', 'usedBy', 'references']);
const ActionId = v.picklist(['refresh', 'openJson', 'showRawResponse', 'openProject', 'openCloudConsole']);
const Index = v.pipe(v.number(), v.integer(), v.minValue(0));

const PageRequestSchema = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('used') }),
  v.strictObject({ type: v.picklist(['load', 'cancel', 'fix']), section: SectionId }),
  v.strictObject({ type: v.literal('action'), action: ActionId }),
  v.strictObject({
    type: v.literal('copy'),
    section: SectionId,
    version: Index,
    block: Index,
    value: Index,
  }),
]);

/** Reads what a page asks; undefined for anything that ours never asks. */
export function readPageRequest(message: unknown): PageRequest | undefined {
  const request = v.safeParse(PageRequestSchema, message);
  return request.success ? request.output : undefined;
}
