import { errorResponse, errorBody, COMMON_HEADERS, toJson, type ApiResponse } from './responses';

/** A failure for matching requests. */
export interface Fault {
  readonly method?: string;
  /** Matched against path and query. Matches everything below /api/atlas by default. */
  readonly path?: RegExp;
  /** The number of requests that fail. Unlimited by default. */
  readonly times?: number;
  readonly response: FaultResponse;
}

export interface StatusFault {
  readonly status: number;
  readonly errorCode?: string;
  readonly detail?: string;
  readonly parameters?: unknown[];
  readonly retryAfter?: number | string;
  readonly headers?: Record<string, string>;
  /** Replaces Atlas's error body. */
  readonly body?: string;
  readonly contentType?: string;
}

export type FaultResponse =
  | StatusFault
  | { readonly reset: 'beforeHeaders' | 'withinBody' }
  /** Hangs until the client disconnects or the simulator is closed. */
  | { readonly hang: 'beforeHeaders' | 'withinBody' }
  /** Responds normally when the promise is resolved. */
  | { readonly hold: Promise<void> };

/** The active faults. The oldest one that matches a request applies, before anything else handles the request. */
export class Faults {
  readonly #set = new Set<{ readonly fault: Fault; left: number }>();

  /** Adds a fault. Returns a function that removes it. */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Infinity };
    this.#set.add(entry);
    return () => {
      this.#set.delete(entry);
    };
  }

  take(method: string, target: string): FaultResponse | undefined {
    for (const entry of this.#set) {
      const { method: only = method, path = /^\/api\/atlas\b/, response } = entry.fault;
      // `search` ignores the state of a regular expression with the flag g.
      if (entry.left > 0 && only === method && target.search(path) >= 0) {
        entry.left -= 1;
        return response;
      }
    }
    return undefined;
  }
}

const DEFAULT_CODES: Readonly<Record<number, string>> = {
  403: 'IP_ADDRESS_NOT_ON_ACCESS_LIST',
  404: 'RESOURCE_NOT_FOUND',
  429: 'RATE_LIMITED_TOKEN_BUCKET',
  503: 'SERVICE_UNAVAILABLE',
};

/**
 * Returns the response of a fault with a status. Its body is the given one, or an error body of Atlas or, for token
 * endpoints, OAuth.
 */
export function statusResponse(fault: StatusFault, target: string): ApiResponse {
  const { status, errorCode = DEFAULT_CODES[status] ?? 'UNEXPECTED_ERROR', detail = 'Unexpected error.' } = fault;
  const fields = { errorCode, detail, ...(fault.parameters !== undefined && { parameters: fault.parameters }) };
  const isOAuth = target.startsWith('/api/oauth/') && status !== 429;
  const plain = isOAuth ? { error: errorCode, error_description: detail } : errorBody(status, fields);
  const { headers } = errorResponse(status, fields, COMMON_HEADERS);
  return {
    status,
    headers: {
      ...headers,
      'Content-Type': fault.contentType ?? 'application/json',
      ...(fault.retryAfter !== undefined && { 'Retry-After': String(fault.retryAfter) }),
      ...fault.headers,
    },
    body: fault.body ?? toJson(plain),
  };
}
