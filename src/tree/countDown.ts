import type { Branches } from './branches';
import type { ParentNode } from './nodes';
import type { ShownRows } from './shownRows';

const STEP = 1000;
/** Seconds after which a row says anew how long it waits; each time closes the tooltip that somebody may be reading. */
const SHOWN_STEP = 5;

export interface CountDownOptions {
  /** Asks again for a list whose wait is over. */
  readonly retry: (parent: ParentNode) => void;
  /** Has a list's rows say how long it still waits. */
  readonly show: (parent: ParentNode) => void;
}

/** Watches the lists below rows that are shown, until it is disposed of: those that Atlas makes wait. */
export function countDown(
  branches: Pick<Branches, 'entries'>,
  shown: Pick<ShownRows, 'get'>,
  { retry, show }: CountDownOptions,
): { dispose(): void } {
  const step = (): void => {
    for (const [id, { retryAt }] of branches.entries()) {
      const parent = shown.get(id);
      if (retryAt === undefined || (parent?.kind !== 'credential' && parent?.kind !== 'project')) {
        continue;
      }
      if (performance.now() >= retryAt) {
        retry(parent);
      } else if (Math.ceil((retryAt - performance.now()) / STEP) % SHOWN_STEP === 0) {
        show(parent);
      }
    }
  };
  const timer = setInterval(step, STEP);
  timer.unref();
  return {
    dispose: () => {
      clearInterval(timer);
    },
  };
}
