import type { Acknowledge } from '../host/acknowledgements';
import type { ExportBucketNode, ItemNode } from '../model/nodes';
import type { RememberedCredential } from '../model/remembered/rememberedLists';
import type { Verified } from './verify';

/** What *Find Export Bucket* does outside its list. */
export interface FindActions {
  readonly acknowledge: Acknowledge;
  readonly copyId: (node: ExportBucketNode) => Promise<void>;
  readonly openConsole: (node: ExportBucketNode) => Promise<void>;
  readonly copyRememberedId: (node: ExportBucketNode, age: string) => Promise<void>;
  /** Reads what is remembered of all credentials; sends no request. */
  readonly readRemembered: () => Promise<readonly RememberedCredential[]>;
  /** Requests a remembered export bucket. */
  readonly verify: (node: ExportBucketNode, signal: AbortSignal) => Promise<Verified>;
  /** Logs an error that the list doesn't show. */
  readonly report: (error: unknown) => void;
}

/** What a search starts with. */
export interface FindQuery {
  readonly text: string;
  /** The only base URL that may receive it; undefined if all credentials are searched. */
  readonly origin: string | undefined;
}

/** What the user selected. */
export interface Chosen {
  readonly node: ItemNode;
  /** Whether it was remembered and has just been requested, so that its project may not be loaded. */
  readonly isVerified: boolean;
}
