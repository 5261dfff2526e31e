import type { Verdict } from '../atlas/loadedItems';

/** What was found out about an export bucket. Undefined is what was not checked. */
export interface BucketFinding {
  /** Whether exports fail because of its role. */
  readonly hasBrokenRole?: Verdict | undefined;
  /** Whether no backup schedule and no export job uses it. */
  readonly isUnused?: Verdict | undefined;
}
