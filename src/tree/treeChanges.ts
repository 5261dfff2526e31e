import { setImmediate } from 'node:timers/promises';
import { commands, EventEmitter, type Disposable } from 'vscode';
import { isRefusedKey } from '../model/loadedList';
import { rootOf, type ParentNode, type TreeNode } from '../model/nodes';
import type { Rows } from './rows';

/** A row of the tree; undefined for the tree itself. */
type Row = TreeNode | undefined;

/** VS Code is reading the children of a row. */
interface Reading {
  readonly row: Row;
  /** Counts up. */
  readonly number: number;
  /** Fulfilled once the children have arrived in the window. */
  readonly arrived: Promise<void>;
}

/** What VS Code is to read again: a list and what its row says, the rows about a list, or everything. */
interface Change {
  readonly what: 'list' | 'progress' | 'all';
  readonly parent?: ParentNode;
}

/**
 * What VS Code is told to read again.
 *
 * While VS Code reads the children of a row, it is told of no change of that row, of one above or of one below; while
 * it reads those of the tree, of none at all. The extension host of 1.100 would attach the children to a row that the
 * change has replaced, and the window of any version would show children whose commands are gone. Such a change is told
 * as soon as the children have arrived.
 */
export class TreeChanges implements Disposable {
  readonly #changed = new EventEmitter<Row>();
  readonly onDidChange = this.#changed.event;
  readonly #readings = new Set<Reading>();
  #begun = 0;
  readonly #held = new Map<string, Change>();
  #waiting: (() => void)[] = [];

  constructor(private readonly rows: Pick<Rows, 'above' | 'listOf' | 'progressOf'>) {}

  fireAll(): void {
    this.#tell({ what: 'all' });
  }

  /** A row and what is below it. */
  fireList(parent: ParentNode): void {
    this.#tell({ what: 'list', parent });
  }

  /** The same; a key that Atlas refuses marks its credential, wherever it was used. */
  fireResult(parent: ParentNode): void {
    this.fireList(isRefusedKey(this.rows.listOf(parent)?.failure) ? rootOf(parent) : parent);
  }

  /** What the rows say that are about the list itself. */
  fireProgress(parent: ParentNode): void {
    this.#tell({ what: 'progress', parent });
  }

  /** Waits until VS Code has been told of the changes of a list, and of everything. */
  async untilFired(parent?: ParentNode): Promise<void> {
    const keys = [keyOf({ what: 'all' }), ...(parent === undefined ? [] : [keyOf({ what: 'list', parent })])];
    while (keys.some((key) => this.#held.has(key))) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  /** Reads the children of a row for VS Code. */
  async whileReading<T>(row: Row, read: () => Promise<T>): Promise<T> {
    const arrival = { end: (): void => undefined };
    const arrived = new Promise<void>((resolve) => {
      arrival.end = resolve;
    });
    this.#begun += 1;
    const reading = { row, number: this.#begun, arrived };
    this.#readings.add(reading);
    try {
      return await read();
    } finally {
      void this.#untilArrived(row, this.#begun).then(() => {
        this.#readings.delete(reading);
        arrival.end();
        this.#release();
      });
    }
  }

  dispose(): void {
    this.#held.clear();
    this.#wake();
    this.#changed.dispose();
  }

  /** @param begun how many readings had begun when this one ended */
  async #untilArrived(row: Row, begun: number): Promise<void> {
    // By then, what was read is on its way to the window, or VS Code reads the next one of several rows that it wants.
    await setImmediate();
    const next = row === undefined ? [] : [...this.#readings].filter(({ number }) => number > begun);
    await (next.length > 0 ? Promise.all(next.map(({ arrived }) => arrived)) : untilWindowAnswers());
  }

  #tell(change: Change): void {
    if (this.#isRead(change)) {
      this.#held.set(keyOf(change), change);
    } else {
      this.#fire(change);
    }
  }

  #release(): void {
    for (const [key, change] of this.#held) {
      if (!this.#isRead(change)) {
        this.#held.delete(key);
        this.#fire(change);
      }
    }
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    waiting.forEach((resolve) => {
      resolve();
    });
  }

  #isRead({ parent }: Change): boolean {
    const changed = parent === undefined ? undefined : this.rows.above(parent);
    return [...this.#readings].some(({ row }) =>
      // A change of everything ends what VS Code reads below the tree itself, and nothing of that is kept.
      changed === undefined || row === undefined ? row === undefined : isWithin(row, changed) || isWithin(changed, row),
    );
  }

  #fire({ what, parent }: Change): void {
    if (parent === undefined) {
      this.#changed.fire(undefined);
    } else if (what === 'progress') {
      for (const row of this.rows.progressOf(parent)) {
        this.#changed.fire(row);
      }
    } else {
      this.#changed.fire(this.rows.above(parent));
    }
  }
}

function keyOf({ what, parent }: Change): string {
  return `${what} ${parent?.id ?? ''}`;
}

/** Whether a row is another one or below it. */
function isWithin(row: TreeNode, other: TreeNode): boolean {
  return row.id === other.id || (row.kind !== 'credential' && isWithin(row.parent, other));
}

/** The window handles one message after the other, so that its answer comes after it has what was sent before. */
export async function untilWindowAnswers(): Promise<void> {
  await Promise.resolve()
    .then(() => commands.executeCommand('setContext', 'atlasExportBuckets.arrived', true))
    .catch(() => undefined);
}
