/** Answers that many ask for within a short time; each is asked for once. A failure is not kept. */
export class ExpiringCache<T> {
  readonly #answers = new Map<string, { readonly answer: Promise<T>; readonly until: number }>();

  constructor(
    /** Milliseconds for which an answer is good. */
    private readonly lifetime: number,
    /** Milliseconds since 1970. */
    private readonly now: () => number,
  ) {}

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known !== undefined && known.until > this.now()) {
      return known.answer;
    }
    const entry = { answer: ask(), until: this.now() + this.lifetime };
    this.#answers.set(key, entry);
    entry.answer.catch(() => {
      if (this.#answers.get(key) === entry) {
        this.#answers.delete(key);
      }
    });
    return entry.answer;
  }

  forget(key: string): void {
    this.#answers.delete(key);
  }

  clear(): void {
    this.#answers.clear();
  }
}
