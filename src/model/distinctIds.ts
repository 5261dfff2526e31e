/** The minimum number of characters of an ID that a row shows. */
const MIN_DIGITS = 2;
const STEP = 2;
/** The length of an ID. */
const MAX_DIGITS = 24;

/** The IDs of the items of one name. Their ends tell the items apart, because the beginnings are creation times. */
export class DistinctIds {
  readonly #ids = new Set<string>();
  /** The result of `digits` until another ID is added. */
  #digits: number | undefined;

  add(id: string): void {
    this.#ids.add(id);
    this.#digits = undefined;
  }

  /** How many of the last characters differ between all IDs, at least 2; 0 if there is only one ID. */
  get digits(): number {
    this.#digits ??= this.#ids.size < 2 ? 0 : this.#fewest();
    return this.#digits;
  }

  #fewest(): number {
    let digits = MIN_DIGITS;
    while (digits < MAX_DIGITS && new Set([...this.#ids].map((id) => id.slice(-digits))).size < this.#ids.size) {
      digits += STEP;
    }
    return digits;
  }
}
