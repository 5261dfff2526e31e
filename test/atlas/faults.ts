import { errorAnswer, errorBody, COMMON_HEADERS, toJson, type Answer } from './answers';

/** What goes wrong with the requests that match. */
export interface Fault {
  readonly method?: string;
  /** Tested against path and query; by default everything below /api/atlas matches. */
  readonly path?: RegExp;
  /** How many requests it meets; until it is ended by default. */
  readonly times?: number;
  readonly answer: FaultAnswer;
}

export interface StatusFault {
  readonly status: number;
  readonly errorCode?: string;
  readonly detail?: string;
  readonly parameters?: unknown[];
  readonly retryAfter?: number | string;
  readonly headers?: Record<string, string>;
  /** In place of Atlas's error body. */
  readonly body?: string;
  readonly contentType?: string;
}

export type FaultAnswer =
  | StatusFault
  | { readonly reset: 'beforeHeaders' | 'withinBody' }
  /** Until the client goes away or the simulator is closed. */
  | { readonly hang: 'beforeHeaders' | 'withinBody' }
  /** Answers normally once the promise is settled. */
  | { readonly hold: Promise<void> };

/** The faults that are set; the oldest one that matches meets a request, before anything else looks at it. */
export class Faults {
  readonly #set = new Set<{ readonly fault: Fault; left: number }>();

  /** @returns a function that ends it */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Infinity };
    this.#set.add(entry);
    return () => {
      this.#set.delete(entry);
    };
  }

  take(method: string, target: string): FaultAnswer | undefined {
    for (const entry of this.#set) {
      const { method: only = method, path = /^\/api\/atlas\b/, answer } = entry.fault;
      // `search` takes no notice of the state that a regular expression with the flag g keeps.
      if (entry.left > 0 && only === method && target.search(path) >= 0) {
        entry.left -= 1;
        return answer;
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

/** The answer of a fault that has a status: Atlas's or, on the token endpoints, OAuth's error body, or the given one. */
export function statusAnswer(fault: StatusFault, target: string): Answer {
  const { status, errorCode = DEFAULT_CODES[status] ?? 'UNEXPECTED_ERROR', detail = 'Unexpected error.' } = fault;
  const fields = { errorCode, detail, ...(fault.parameters !== undefined && { parameters: fault.parameters }) };
  const isOAuth = target.startsWith('/api/oauth/') && status !== 429;
  const plain = isOAuth ? { error: errorCode, error_description: detail } : errorBody(status, fields);
  const { headers } = errorAnswer(status, fields, COMMON_HEADERS);
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
