/** In milliseconds. A token lives this long. */
const HOUR = 3_600_000;

/** Remembers sent tokens or signatures for an hour, and a limited number of them. */
export class SentProofs {
  /** The time when each was last sent, the latest last. */
  readonly #sentAt = new Map<string, number>();

  /** @param now returns milliseconds of a monotonic clock */
  constructor(
    private readonly limit: number,
    private readonly now: () => number,
  ) {}

  get size(): number {
    return this.#sentAt.size;
  }

  has(proof: string): boolean {
    return this.#sentAt.has(proof);
  }

  all(): readonly string[] {
    return [...this.#sentAt.keys()];
  }

  add(proof: string): void {
    const now = this.now();
    this.#sentAt.delete(proof);
    this.#sentAt.set(proof, now);
    for (const [earlier, sentAt] of this.#sentAt) {
      if (this.#sentAt.size <= this.limit && now - sentAt < HOUR) {
        break;
      }
      this.#sentAt.delete(earlier);
    }
  }
}
