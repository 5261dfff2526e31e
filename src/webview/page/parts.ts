/** Keeps the elements of a page, so that an update replaces only those whose data has changed. */
export class Parts {
  readonly #parts = new Map<string, { readonly json: string; readonly element: HTMLElement }>();

  /** Returns the element of a part. Creates it only if its data has changed. */
  get(key: string, data: unknown, make: () => HTMLElement): HTMLElement {
    const json = JSON.stringify(data);
    const known = this.#parts.get(key);
    if (known?.json === json) {
      return known.element;
    }
    const created = make();
    this.#parts.set(key, { json, element: created });
    return created;
  }
}
