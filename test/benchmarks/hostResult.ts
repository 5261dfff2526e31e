import * as v from 'valibot';

export const EMPTY = 'benchmark.empty';
export const OURS = 'atlas-export-buckets.atlas-export-buckets';
/** Registers what this extension registers, and does nothing. */
export const SAME = 'benchmark.same';
/** An empty extension too, which pays for what only the first one pays for. */
export const FIRST = 'benchmark.first';

/** Milliseconds of one activation. */
const Activation = v.object({
  /** From asking for it until the extension is active. */
  whole: v.number(),
  /** Of that, for reading and running its code; whole milliseconds, as VS Code notes them. */
  load: v.number(),
  /** Of that, for its `activate`. */
  activate: v.number(),
});

/** What one extension host has measured. */
export const HostResult = v.object({
  /** By the extension's id. */
  activations: v.record(v.string(), Activation),
  /** Milliseconds of each expansion of a project with 500 export buckets, from the click to its rows. */
  expansions: v.array(v.number()),
  /** Milliseconds of each bare request for such a page in the same host. */
  requests: v.array(v.number()),
});
export type HostResult = v.InferOutput<typeof HostResult>;
