import type { Verdict } from '../atlas/reading';

/** What was found out about an export bucket. */
interface Finding {
  /** Whether exports fail because of its role. */
  readonly hasBrokenRole?: Verdict;
  /** Whether no backup schedule and no export job uses it. */
  readonly isUnused?: Verdict;
}

/** What the details tabs and the overview found out about export buckets, by bucket ID. Kept until a credential changes. */
export class BucketFindings {
  readonly #findings = new Map<string, Finding>();
  readonly #listeners = new Set<() => void>();

  /** Returns the findings about a bucket; empty if it was never checked. */
  of(exportBucketId: string): Finding {
    return this.#findings.get(exportBucketId) ?? {};
  }

  /** Records findings, and keeps the others about the same bucket. */
  record(exportBucketId: string, finding: Finding): void {
    this.#findings.set(exportBucketId, { ...this.of(exportBucketId), ...finding });
    this.#changed();
  }

  clear(): void {
    this.#findings.clear();
    this.#changed();
  }

  /** Calls `listener` after each change. Returns a function that stops it. */
  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #changed(): void {
    this.#listeners.forEach((listener) => {
      listener();
    });
  }
}
