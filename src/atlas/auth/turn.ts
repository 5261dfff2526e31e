import type { HttpResponse } from '../exchange';

/** How a request waits for what it needs. */
export interface Turn {
  readonly isBackground: boolean;
  /** Does the work, which sends the request, when its turn has come; undefined says that nothing was sent. */
  readonly inTurn: <T extends HttpResponse | undefined>(work: () => Promise<T>) => Promise<T>;
  /** Waits for as long as Atlas takes no token requests, or throws the refusal if that is too long. */
  readonly waitForTokenLimit?: () => Promise<void>;
}

/** Sends at once. */
export const IMMEDIATE: Turn = {
  isBackground: false,
  inTurn: (work) => work(),
};
