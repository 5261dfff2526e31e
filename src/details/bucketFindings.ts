import type { ProjectKey } from '../exports/health/projectKey';
import type { ParentNode } from '../model/nodes';
import type { BucketFinding } from './bucketFinding';

/** Records what a check finds out. Created before the check sends its first request. */
export interface FindingRecorder {
  /** Records findings, and keeps the others about the same bucket. Does nothing if it isn't current. */
  readonly record: (exportBucketId: string, finding: BucketFinding) => void;
  /** Returns whether nothing was discarded since. A response from before a refresh says nothing about what follows. */
  readonly isCurrent: () => boolean;
}

/** What was discarded in all projects. */
const ALL = '';

/**
 * What the details tabs and the overview found out about export buckets, by bucket ID. Kept until the project is
 * refreshed or its exports are checked again, or a credential changes. A search that runs, was canceled or failed has
 * found nothing.
 */
export class BucketFindings {
  readonly #findings = new Map<string, { readonly key: ProjectKey; readonly finding: BucketFinding }>();
  /** How often the findings of a project, with a credential or in all projects were discarded. */
  readonly #discards = new Map<string, number>();
  readonly #listeners = new Set<() => void>();

  /** Returns the findings about a bucket; empty if it was never checked. */
  of(exportBucketId: string): BucketFinding {
    return this.#findings.get(exportBucketId)?.finding ?? {};
  }

  /** Returns what records findings about the export buckets of a project. */
  recorder(key: ProjectKey): FindingRecorder {
    const version = this.#versionOf(key);
    const isCurrent = (): boolean => this.#versionOf(key) === version;
    return {
      isCurrent,
      record: (exportBucketId, finding) => {
        if (isCurrent()) {
          this.#findings.set(exportBucketId, { key, finding: { ...this.of(exportBucketId), ...finding } });
          this.#changed();
        }
      },
    };
  }

  /** Discards what was found out about the export buckets of a project, with any credential. */
  forgetProject(projectId: string): void {
    this.#forget(projectId, (key) => key.projectId === projectId);
  }

  /** Discards what was found out below a row that the user refreshes; without one, everything. */
  forgetBelow(row: ParentNode | undefined): void {
    if (row?.kind === 'project') {
      this.forgetProject(row.project.id);
    } else {
      this.forgetAll(row?.credential.id);
    }
  }

  /** Discards what was found out with a credential; without one, everything. */
  forgetAll(credentialId?: string): void {
    this.#forget(credentialId ?? ALL, (key) => credentialId === undefined || key.credentialId === credentialId);
  }

  /** Calls `listener` after each change. Returns a function that stops it. */
  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #versionOf({ credentialId, projectId }: ProjectKey): string {
    return [ALL, credentialId, projectId].map((scope) => this.#discards.get(scope) ?? 0).join();
  }

  #forget(scope: string, isIn: (key: ProjectKey) => boolean): void {
    this.#discards.set(scope, (this.#discards.get(scope) ?? 0) + 1);
    for (const [exportBucketId, { key }] of this.#findings) {
      if (isIn(key)) {
        this.#findings.delete(exportBucketId);
      }
    }
    this.#changed();
  }

  #changed(): void {
    this.#listeners.forEach((listener) => {
      listener();
    });
  }
}
