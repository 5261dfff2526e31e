import type { Disposable } from 'vscode';

/** Creates an object when it is first used, and loads its code only then. */
export class OnDemand<T extends Disposable> implements Disposable {
  #created: T | undefined;
  #creating: Promise<T> | undefined;
  #isDisposed = false;

  constructor(private readonly create: () => Promise<T>) {}

  /** The object; undefined if it hasn't been used yet. */
  get created(): T | undefined {
    return this.#created;
  }

  get(): Promise<T> {
    this.#creating ??= this.create().then((object) => {
      if (this.#isDisposed) {
        object.dispose();
      } else {
        this.#created = object;
      }
      return object;
    });
    return this.#creating;
  }

  /** Disposes the object. If its code is still loading, the object is disposed when it is created. */
  dispose(): void {
    this.#isDisposed = true;
    this.#created?.dispose();
  }
}
