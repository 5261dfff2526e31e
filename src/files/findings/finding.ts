import type { LoadedItems } from '../../atlas/loadedItems';
import type { KnownIds } from '../known';

/** A change of the text that fixes a finding. */
export interface Fix {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is wrong. The names are stable, because users search for them and other tools filter by them. */
type Problem =
  /** The value of a role ID is an identifier of AWS. */
  | { readonly code: 'aws-role-identifier' }
  | {
      readonly code: 'bucket-of-other-project';
      readonly bucketName: string;
      readonly projectName: string;
      readonly otherProjectName: string;
    }
  | { readonly code: 'bucket-not-in-project'; readonly projectName: string; readonly readAt: Date }
  | { readonly code: 'role-of-other-project'; readonly projectName: string; readonly otherProjectName: string }
  /** An export has no effect, because automatic export isn't on. */
  | { readonly code: 'auto-export-off'; readonly key: string; readonly isSet: boolean }
  /** Automatic export is on, but nothing says where to export to. */
  | { readonly code: 'auto-export-without-export'; readonly key: string }
  | { readonly code: 'misspelled-key'; readonly key: string; readonly expected: string }
  | { readonly code: 'export-without-policy-item'; readonly frequency: string }
  | { readonly code: 'upper-case-id' };

/** Something in a file that is proven to be wrong. */
export type Finding = Problem & {
  readonly start: number;
  readonly end: number;
  readonly fix?: Fix;
};

/** The export buckets of a project, as one credential lists them. */
export interface LoadedBuckets extends LoadedItems<{ readonly _id: string }> {
  /** When Atlas returned the list. */
  readonly readAt: Date;
}

/** The lists in memory that findings are based on. */
export interface KnownLists extends Pick<KnownIds, 'get' | 'buckets'> {
  /** Returns the loaded lists of a project's export buckets, one for each credential that lists the project. */
  loadedBucketsOf(projectId: string): readonly LoadedBuckets[];
}
