/** A cache of requests. Concurrent callers share one request, and failures aren't cached. */
export class ExpiringCache<T> {
  readonly #entries = new Map<string, { readonly result: Promise<T>; readonly until: number }>();

  constructor(
    /** Milliseconds until an entry expires. */
    private readonly lifetime: number,
    /** Returns milliseconds since 1970. */
    private readonly now: () => number,
  ) {}

  /** Returns the cached result, or loads it. */
  get(key: string, load: () => Promise<T>): Promise<T> {
    const cached = this.#entries.get(key);
    if (cached !== undefined && cached.until > this.now()) {
      return cached.result;
    }
    const entry = { result: load(), until: this.now() + this.lifetime };
    this.#entries.set(key, entry);
    entry.result.catch(() => {
      if (this.#entries.get(key) === entry) {
        this.#entries.delete(key);
      }
    });
    return entry.result;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
