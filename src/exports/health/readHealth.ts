import { throwIfAborted } from '../../atlas/abort';
import { isAbort } from '../../atlas/errors';
import { ProjectReader } from './projectReader';
import type { ProjectExports } from './projectExports';
import type { ProjectToCheck, Send } from './projectToCheck';

/** The progress of a check. */
export interface HealthProgress {
  readonly projects: readonly ProjectExports[];
  /** Completed requests. */
  readonly done: number;
  /** All requests, as far as known. */
  readonly of: number;
  /** If all remaining requests wait for Atlas, when they resume, in milliseconds of `performance.now()`. */
  readonly waitingUntil: number | undefined;
}

export interface ReadHealthOptions {
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Called after each response. */
  readonly onProgress?: (progress: () => HealthProgress) => void;
}

/** Days of events that a check reads. */
const EVENT_DAYS = 60;

/**
 * Reads everything about the exports of some projects. Requests run in the background, after those of the user. A failed
 * request doesn't stop the others: its part of the result says why it is missing.
 * @returns what is loaded; the missing parts are `pending` if the signal was aborted
 */
export async function readHealth(
  projects: readonly ProjectToCheck[],
  options: ReadHealthOptions,
): Promise<HealthProgress> {
  const { signal, now, onProgress } = options;
  const waits = new Map<object, number>();
  let [done, inFlight] = [0, 0];
  const report = (): void => onProgress?.(progress);

  const send: Send = async (request) => {
    throwIfAborted(signal);
    const wait = {};
    inFlight += 1;
    const onWait = (until: number | undefined): void => {
      if (until === undefined) {
        waits.delete(wait);
      } else {
        waits.set(wait, until);
      }
      report();
    };
    try {
      // One signal for each request, because Node.js warns about many listeners on one signal.
      return await request({ isBackground: true, onWait }, AbortSignal.any([signal]));
    } finally {
      inFlight -= 1;
      done += signal.aborted ? 0 : 1;
      waits.delete(wait);
    }
  };
  const since = new Date(now - EVENT_DAYS * 86_400_000);
  const readers = projects.map((project) => new ProjectReader(project, { send, since, onChange: report }));
  const progress = (): HealthProgress => ({
    projects: readers.map((reader) => reader.exports()),
    done,
    of: done + inFlight + readers.reduce((sum, reader) => sum + reader.planned, 0),
    waitingUntil: waits.size > 0 && waits.size >= inFlight ? Math.min(...waits.values()) : undefined,
  });
  await Promise.all(
    readers.map(async (reader) => {
      try {
        await reader.read();
      } catch (error) {
        if (!isAbort(error) || !signal.aborted) {
          throw error;
        }
      }
    }),
  );
  return progress();
}
