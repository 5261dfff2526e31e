import * as v from 'valibot';

export const EMPTY = 'benchmark.empty';
export const OURS = 'atlas-export-buckets.atlas-export-buckets';
/** Registers the same things as this extension, and does nothing. */
export const SAME = 'benchmark.same';
/** Another empty extension, which is activated first and takes the one-time costs. */
export const FIRST = 'benchmark.first';

/** Milliseconds of one activation. */
const Activation = v.object({
  /** From the activation request until the extension is active. */
  whole: v.number(),
  /** Part of it for loading the code. VS Code reports whole milliseconds. */
  load: v.number(),
  /** Part of it for `activate`. */
  activate: v.number(),
});

/** The measurements of one extension host. */
export const HostResult = v.object({
  /** By extension ID. */
  activations: v.record(v.string(), Activation),
  /** Milliseconds from a click on a project with 500 export buckets to its rows, for each expansion. */
  expansions: v.array(v.number()),
  /** Milliseconds of each request for such a page in the same host without the extension. */
  requests: v.array(v.number()),
  /** Milliseconds from opening *Find* to its first results, which are remembered. */
  find: v.number(),
});
export type HostResult = v.InferOutput<typeof HostResult>;
