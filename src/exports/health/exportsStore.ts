import type { ProjectKey } from './projectKey';
import { ProjectResponses } from './projectResponses';

/** Maximum number of kept items, such as export jobs and events, in all projects. An export job takes up to 0.9 KB. */
const MAX_ITEMS = 50_000;

interface KeptProject {
  readonly key: ProjectKey;
  readonly responses: ProjectResponses;
  /** The number of kept items. */
  size: number;
}

/**
 * Keeps the responses about exports, which _Check Exports…_ and the details of export buckets share, in memory only.
 * They are kept until the project is refreshed, its credential changes, or too many other projects were read after it.
 */
export class ExportsStore {
  readonly #projects = new Map<string, KeptProject>();
  readonly #listeners = new Set<(key: ProjectKey) => void>();
  #size = 0;

  /**
   * @param now returns milliseconds since 1970
   * @param onForget called after the responses of a project were discarded because they may be outdated
   */
  constructor(
    private readonly now: () => number = Date.now,
    private readonly maxItems = MAX_ITEMS,
    private readonly onForget: (key: ProjectKey) => void = () => undefined,
  ) {}

  /** The number of kept items. */
  get size(): number {
    return this.#size;
  }

  /** Returns the responses of a project, which are pending at first. */
  of(key: ProjectKey): ProjectResponses {
    const id = idOf(key);
    const known = this.#projects.get(id);
    if (known !== undefined) {
      return known.responses;
    }
    const responses = new ProjectResponses(this.now, () => {
      // A response that arrives after a refresh belongs to a check that started before it.
      if (this.#projects.get(id) === kept) {
        this.#size += responses.size - kept.size;
        kept.size = responses.size;
        this.#trim(id);
        this.#changed(key);
      }
    });
    const kept: KeptProject = { key, responses, size: 0 };
    this.#projects.set(id, kept);
    return responses;
  }

  /** Discards the responses of a project. */
  forget(key: ProjectKey): void {
    this.#drop(idOf(key));
    this.onForget(key);
    this.#changed(key);
  }

  /** Discards the responses of all projects of a credential; without one, of all projects. */
  forgetAll(credentialId?: string): void {
    [...this.#projects.values()]
      .filter(({ key }) => credentialId === undefined || key.credentialId === credentialId)
      .forEach(({ key }) => {
        this.forget(key);
      });
  }

  /** Calls `listener` after each change. Returns a function that stops it. */
  onDidChange(listener: (key: ProjectKey) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Discards the projects that were read first, except this one, until the others fit. */
  #trim(except: string): void {
    for (const [id, { key }] of this.#projects) {
      if (this.#size <= this.maxItems) {
        return;
      }
      if (id !== except) {
        this.#drop(id);
        this.#changed(key);
      }
    }
  }

  #drop(id: string): void {
    this.#size -= this.#projects.get(id)?.size ?? 0;
    this.#projects.delete(id);
  }

  #changed(key: ProjectKey): void {
    this.#listeners.forEach((listener) => {
      listener(key);
    });
  }
}

function idOf({ credentialId, projectId }: ProjectKey): string {
  return `${credentialId}/${projectId}`;
}
