import * as v from 'valibot';
import { isObjectId } from '../../atlas/objectId';
import { cut, visibleText } from '../../text/invisible';
import type { L10n } from '../../text/language';

/** An error whose message tells the language model, and the user, what to do next. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** The most characters of a query. */
const LONGEST_QUERY = 200;
/** The most rows of a result. */
const MOST_ROWS = 50;

const Id = v.pipe(
  v.string(),
  v.maxLength(24),
  v.toLowerCase(),
  v.check((id) => isObjectId(id)),
);
const Flag = v.optional(v.boolean(), false);
const Limit = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_ROWS)), 20);

/** The inputs of the tools. package.json declares the same, but VS Code passes any input to a tool. */
export const FindInput = v.strictObject({
  query: v.pipe(v.string(), v.maxLength(LONGEST_QUERY)),
  projectId: v.optional(Id),
  readMissing: Flag,
  limit: Limit,
});
export const DescribeInput = v.strictObject({
  exportBucketId: Id,
  projectId: v.optional(Id),
  readMissing: Flag,
  role: Flag,
  usedBy: Flag,
});
export const CheckInput = v.strictObject({ projectId: v.optional(Id), readMissing: Flag, limit: Limit });

export type FindInput = v.InferOutput<typeof FindInput>;
export type DescribeInput = v.InferOutput<typeof DescribeInput>;
export type CheckInput = v.InferOutput<typeof CheckInput>;

/**
 * Returns a checked input.
 * @throws ToolError that names the wrong properties, but never repeats their values, which may be huge
 */
export function readInput<T>(schema: v.GenericSchema<unknown, T>, input: unknown, l10n: L10n): T {
  // For valibot, an array is an object.
  const parsed = v.safeParse(schema, Array.isArray(input) ? undefined : input);
  if (parsed.success) {
    return parsed.output;
  }
  const names = parsed.issues.flatMap(({ path }) => {
    const key = path?.[0]?.key;
    return typeof key === 'string' ? [key] : [];
  });
  const wrong = [...new Set(names)].map((name) => visibleText(cut(name, 40)));
  throw new ToolError(
    wrong.length === 0
      ? l10n.t('The input is not an object. No request was sent. Call the tool with the properties of its schema.')
      : l10n.t(
          'These properties of the input are invalid, missing or unsupported: {0}. No request was sent. IDs have 24 hexadecimal characters, a query has at most {1} characters, and a limit is from 1 to {2}.',
          wrong.slice(0, 5).join(', '),
          LONGEST_QUERY,
          MOST_ROWS,
        ),
  );
}
