import type { Disposable } from 'vscode';

/** Creates an object when it is first used, and loads its code only then. */
export class OnDemand<T extends Disposable> implements Disposable {
  #created: T | undefined;
  #creating: Promise<T> | undefined;

  constructor(private readonly create: () => Promise<T>) {}

  /** The object; undefined if it hasn't been used yet. */
  get created(): T | undefined {
    return this.#created;
  }

  get(): Promise<T> {
    this.#creating ??= this.create().then((object) => (this.#created = object));
    return this.#creating;
  }

  dispose(): void {
    this.#created?.dispose();
  }
}
