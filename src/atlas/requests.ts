import type { RequestPriority } from './scheduler';

/** What every read of the client takes. */
export interface ReadRequest {
  readonly signal?: AbortSignal | undefined;
  /** Interactive by default. */
  readonly priority?: RequestPriority | undefined;
}

export interface ListRequest extends ReadRequest {
  /** Counts from 1. */
  readonly pageNum?: number;
  /** 1 to 500. */
  readonly itemsPerPage?: number;
  /**
   * Whether the response tells how many there are in all. By default it does, unless Atlas can't count them in time; a
   * request that insists on the number fails then.
   */
  readonly includeCount?: boolean;
}

export interface ListExportBucketsRequest extends ListRequest {
  /** Whether Atlas puts the HTTP status into the body, for clients that cannot see it. */
  readonly envelope?: boolean;
  /** Whether Atlas indents the body. */
  readonly pretty?: boolean;
}
