/** Items per page if a request doesn't say, as in the API. */
export const DEFAULT_PAGE_SIZE = 100;
/** The largest page that the API returns. */
export const MAX_PAGE_SIZE = 500;

/** How a request is scheduled relative to other requests. */
export interface RequestPriority {
  /** Whether no user waits for this response. False by default. */
  readonly isBackground?: boolean;
  /** Aborted when a user starts to wait for a background request, which makes it interactive. */
  readonly boost?: AbortSignal;
  /**
   * Called with the time until which the request is held back, in milliseconds of the client's clock (`performance.now()`
   * by default), and with undefined when it continues.
   */
  readonly onWait?: (until: number | undefined) => void;
}

/** Options of every request. */
export interface ReadRequest {
  readonly signal?: AbortSignal | undefined;
  /** Interactive by default. */
  readonly priority?: RequestPriority | undefined;
}

export interface ListRequest extends ReadRequest {
  /** Starts at 1. */
  readonly pageNum?: number;
  /** 1 to 500. */
  readonly itemsPerPage?: number;
  /**
   * Whether the response contains the total count. By default it does unless Atlas can't count in time. With true, the
   * request fails in that case.
   */
  readonly includeCount?: boolean;
}

export interface ListExportBucketsRequest extends ListRequest {
  /** Whether Atlas wraps the response in an envelope that contains the HTTP status. */
  readonly envelope?: boolean;
  /** Whether Atlas indents the body. */
  readonly pretty?: boolean;
}
