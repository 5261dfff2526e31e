import { throwIfAborted } from '../../atlas/abort';
import { isAbort } from '../../atlas/errors';
import { Waits } from '../../model/waits';
import { eventsSince } from './lastExport';
import { ProjectReader } from './projectReader';
import type { ProjectExports } from './projectExports';
import type { Needs, ProjectToCheck, Send } from './projectToCheck';

/** The progress of a check. */
export interface HealthProgress {
  readonly projects: readonly ProjectExports[];
  /** Completed requests. */
  readonly done: number;
  /** All requests, as far as known. */
  readonly of: number;
  /** If all remaining requests wait for Atlas, when they resume, in milliseconds of `performance.now()`. */
  readonly waitingUntil: number | undefined;
  /** When the oldest response was loaded, in milliseconds since 1970. */
  readonly readAt: number;
}

export interface ReadHealthOptions {
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** `health` by default. */
  readonly needs?: Needs;
  /** Called after each response. */
  readonly onProgress?: (progress: () => HealthProgress) => void;
}

/**
 * Loads what is missing about the exports of some projects. Requests run in the background, after those of the user. A
 * failed request doesn't stop the others: its part of the result says why it is missing.
 * @returns what is loaded; the missing parts are `pending` if the signal was aborted
 */
export async function readHealth(
  projects: readonly ProjectToCheck[],
  options: ReadHealthOptions,
): Promise<HealthProgress> {
  const { signal, now, needs = 'health', onProgress } = options;
  let [done, inFlight] = [0, 0];
  const report = (): void => onProgress?.(progress);
  const waits = new Waits(report);

  const send: Send = async (request, isInteractive = false) => {
    throwIfAborted(signal);
    inFlight += 1;
    try {
      // One signal for each request, because Node.js warns about many listeners on one signal.
      const own = AbortSignal.any([signal]);
      return await waits.run((priority) => request({ ...priority, isBackground: !isInteractive }, own));
    } finally {
      inFlight -= 1;
      done += signal.aborted ? 0 : 1;
    }
  };
  const since = new Date(eventsSince(now));
  const readers = projects.map(
    (project) => new ProjectReader(project, { send, needs, signal, since, onChange: report }),
  );
  const progress = (): HealthProgress => ({
    projects: readers.map((reader) => reader.exports()),
    done,
    of: done + inFlight + readers.reduce((sum, reader) => sum + reader.planned, 0),
    waitingUntil: waits.until(inFlight),
    readAt: readAt(projects, now),
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

/** Returns when the oldest response of some projects was loaded, or `now` if none is, in milliseconds since 1970. */
export function readAt(projects: readonly Pick<ProjectToCheck, 'responses'>[], now: number): number {
  return projects.reduce((oldest, { responses }) => Math.min(oldest, responses.readAt ?? now), now);
}
