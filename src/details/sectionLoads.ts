import { isMissingRole } from '../atlas/errorCodes';
import { isAbort } from '../atlas/errors';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import { describeFailure } from '../failures/describeFailure';
import type { FailureDescription } from '../failures/failure';
import type { Language } from '../text/language';
import type { LoadContext } from './bucketLoader';
import type { DetailsTarget } from './detailsTarget';
import type { LoadedSectionId } from './protocol';
import type { Loaded } from './sections/status';

export interface SectionLoadsOptions {
  readonly credentials: Pick<Credentials, 'clientOf'>;
  readonly target: DetailsTarget;
  readonly language: Language;
  /** Logs a failure. */
  readonly report: (failure: unknown) => void;
}

interface SectionFailure {
  readonly error: unknown;
  readonly description: FailureDescription;
}

/** What a load resolved to, or why it failed. */
export type LoadResult<T> = { readonly loaded: T } | { readonly failure: FailureDescription };

/** The running loads of the sections, and how their last loads ended. */
export class SectionLoads {
  readonly #running = new Map<LoadedSectionId, AbortController>();
  readonly #failures = new Map<LoadedSectionId, SectionFailure>();
  readonly #canceled = new Set<LoadedSectionId>();

  constructor(private readonly options: SectionLoadsOptions) {}

  isRunning(id: LoadedSectionId): boolean {
    return this.#running.has(id);
  }

  /** Returns whether the user canceled the last load of a section. */
  isCanceled(id: LoadedSectionId): boolean {
    return this.#canceled.has(id);
  }

  /** Returns why the last load of a section failed. */
  failureOf(id: LoadedSectionId): FailureDescription | undefined {
    return this.#failures.get(id)?.description;
  }

  /** Returns the data of a section with its state. */
  stateOf<T>(id: LoadedSectionId, data: T | undefined): Loaded<T> {
    return this.#running.has(id) ? 'loading' : this.#failures.has(id) ? 'failed' : (data ?? 'notLoaded');
  }

  /**
   * Loads a section, and aborts the previous load of it.
   * @param lackedRole whether a role was missing for a part of the last load, although the load didn't fail
   * @returns undefined if the load was aborted
   */
  async run<T>(
    id: LoadedSectionId,
    credential: Credential,
    load: (context: LoadContext) => Promise<T>,
    lackedRole = false,
  ): Promise<LoadResult<T> | undefined> {
    const running = new AbortController();
    this.#running.get(id)?.abort();
    this.#running.set(id, running);
    this.#canceled.delete(id);
    try {
      const client = await this.options.credentials.clientOf(credential);
      if (lackedRole || isMissingRole(this.#failures.get(id)?.error)) {
        // A token keeps the roles that its service account had when Atlas issued it.
        await client.renewAccess();
      }
      const loaded = await load({ client, credential, signal: running.signal });
      if (this.#running.get(id) !== running) {
        return undefined;
      }
      this.#end(id);
      return { loaded };
    } catch (error) {
      if (this.#running.get(id) !== running || isAbort(error)) {
        return undefined;
      }
      const { language, target, report } = this.options;
      report(error);
      const failure = describeFailure(error, { l10n: language.l10n, credential, projectId: target.project.id });
      this.#end(id, { error, description: failure });
      return { failure };
    }
  }

  /** Aborts the load of a section for the user. Returns whether one was running. */
  cancel(id: LoadedSectionId): boolean {
    const running = this.#running.get(id);
    if (running === undefined) {
      return false;
    }
    running.abort();
    this.#end(id);
    this.#canceled.add(id);
    return true;
  }

  /** Aborts all loads. */
  abortAll(): void {
    this.#running.forEach((running) => {
      running.abort();
    });
    this.#running.clear();
  }

  #end(id: LoadedSectionId, failure?: SectionFailure): void {
    this.#running.delete(id);
    if (failure === undefined) {
      this.#failures.delete(id);
    } else {
      this.#failures.set(id, failure);
    }
  }
}
