import { Disposable, EventEmitter, type Event } from 'vscode';
import { KnownIds, RememberedSource, type KnownSource } from '../files/known';
import type { RememberedLists } from '../model/remembered/rememberedLists';

/** Milliseconds between two updates of the names in files while lists are loaded. */
const STEP = 300;

/** Holds the names that files show: of loaded items and, once a file needs them, of remembered ones. */
export class KnownNames implements Disposable {
  readonly #remembered = new RememberedSource();
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: Disposable;
  #timer: NodeJS.Timeout | undefined;
  /** Counts the reads of what is remembered. An outdated read must not bring back what the user cleared. */
  #reads = 0;
  readonly known: KnownIds;

  /** @param remembered returns what is remembered of lists that are not loaded */
  constructor(
    loaded: KnownSource,
    private readonly remembered: () => Promise<Pick<RememberedLists, 'read'>>,
  ) {
    this.known = new KnownIds([loaded, this.#remembered]);
    this.#subscriptions = Disposable.from(
      this.#changed,
      new Disposable(() => {
        clearTimeout(this.#timer);
      }),
    );
  }

  /** Fires after names or the settings of files have changed. */
  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  /** Shows the names of changed lists at the next update. */
  update(): void {
    this.known.clear();
    this.#timer ??= setTimeout(() => {
      this.show();
    }, STEP);
  }

  /** Shows the names now. */
  show(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed.fire();
  }

  /** Reads what is remembered. */
  async read(): Promise<void> {
    this.#reads += 1;
    const read = this.#reads;
    const remembered = await (await this.remembered()).read();
    if (read === this.#reads) {
      this.#remembered.replace(remembered);
      this.update();
    }
  }

  /** Removes the names of everything that was remembered. Doesn't wait for the next update. */
  forget(): void {
    this.#reads += 1;
    this.#remembered.replace([]);
    this.known.clear();
    this.show();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
