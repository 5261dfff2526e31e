import type { HttpResponse } from '../exchange';

/** How a request waits for a place and for tokens. */
export interface Turn {
  readonly isBackground: boolean;
  /** Runs the work, which sends the request, when its turn has come. Undefined means that nothing was sent. */
  readonly inTurn: <T extends undefined>(work: () => Promise<HttpResponse | T>) => Promise<HttpResponse | T>;
  /** Waits while Atlas accepts no token requests. Throws the refusal if that takes too long. */
  readonly waitForTokenLimit?: () => Promise<void>;
}

/** Sends a request without waiting. */
export const IMMEDIATE: Turn = {
  isBackground: false,
  inTurn: (work) => work(),
};
