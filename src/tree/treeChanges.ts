import { setImmediate } from 'node:timers/promises';
import { commands, EventEmitter, type Disposable } from 'vscode';
import { isRefusedKey } from '../model/loadedList';
import { rootOf, type ParentNode, type TreeNode } from '../model/nodes';
import type { Rows } from './rows';

/** A row of the tree; undefined for the tree itself. */
type Row = TreeNode | undefined;

/** A call in which VS Code reads the children of a row. */
interface PendingRead {
  readonly row: Row;
  /** Counts up from 1. */
  readonly number: number;
  /** Resolves when the window has received the children. */
  readonly received: Promise<void>;
}

/** What VS Code has to read again: a list and its row, the messages about a list, or everything. */
interface Change {
  readonly what: 'list' | 'progress' | 'all';
  readonly parent?: ParentNode;
}

/**
 * Tells VS Code which rows have changed.
 *
 * While VS Code reads the children of a row, changes of that row, of its parents and of its children are held back. While
 * it reads the roots, all changes are held back. Otherwise, the extension host of VS Code 1.100 would attach the children
 * to a row that the change has replaced, and the window of any version would display children whose commands no longer
 * exist. A change is released when the window has received the children.
 */
export class TreeChanges implements Disposable {
  readonly #changed = new EventEmitter<Row>();
  readonly onDidChange = this.#changed.event;
  readonly #pending = new Set<PendingRead>();
  #started = 0;
  readonly #held = new Map<string, Change>();
  #waiting: (() => void)[] = [];

  constructor(private readonly rows: Pick<Rows, 'above' | 'get' | 'listOf' | 'progressOf'>) {}

  /** Reports a change of everything. */
  fireAll(): void {
    this.#report({ what: 'all' });
  }

  /** Reports a change of a row and the list below it. */
  fireList(parent: ParentNode): void {
    this.#report({ what: 'list', parent });
  }

  /**
   * Reports the result of a request for a list whose row is displayed. If Atlas rejected the key, reports a change of the
   * credential's row.
   */
  fireResult(parent: ParentNode): void {
    if (this.rows.get(parent.id) === undefined) {
      return;
    }
    this.fireList(isRefusedKey(this.rows.listOf(parent)?.failure) ? rootOf(parent) : parent);
  }

  /** Reports a change of the messages about a list. */
  fireProgress(...parents: readonly ParentNode[]): void {
    for (const parent of parents) {
      this.#report({ what: 'progress', parent });
    }
  }

  /** Reports a change of a row and the list below it, or of everything, and waits until it is released. */
  async fireAndWait(parent?: ParentNode): Promise<void> {
    this.#report(parent === undefined ? { what: 'all' } : { what: 'list', parent });
    await this.untilFired(parent);
  }

  /** Waits until no change of a list, or of everything, is held back. */
  async untilFired(parent?: ParentNode): Promise<void> {
    const keys = [keyOf({ what: 'all' }), ...(parent === undefined ? [] : [keyOf({ what: 'list', parent })])];
    while (keys.some((key) => this.#held.has(key))) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  /** Runs `read`, which reads the children of a row for VS Code. Holds back changes until the window has the result. */
  async whileReading<T>(row: Row, read: () => Promise<T>): Promise<T> {
    const arrival = { end: (): void => undefined };
    const received = new Promise<void>((resolve) => {
      arrival.end = resolve;
    });
    this.#started += 1;
    const pending = { row, number: this.#started, received };
    this.#pending.add(pending);
    try {
      return await read();
    } finally {
      void this.#untilReceived(row, this.#started).then(() => {
        this.#pending.delete(pending);
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

  /** @param started the number of calls that had started when this one ended */
  async #untilReceived(row: Row, started: number): Promise<void> {
    // After this turn, VS Code has sent the children to the window or is reading those of the next row.
    await setImmediate();
    const next = row === undefined ? [] : [...this.#pending].filter(({ number }) => number > started);
    await (next.length > 0 ? Promise.all(next.map(({ received }) => received)) : untilWindowResponds());
  }

  #report(change: Change): void {
    if (this.#isHeld(change)) {
      this.#held.set(keyOf(change), change);
    } else {
      this.#fire(change);
    }
  }

  #release(): void {
    for (const [key, change] of this.#held) {
      if (!this.#isHeld(change)) {
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

  #isHeld({ parent }: Change): boolean {
    const changed = parent === undefined ? undefined : this.rows.above(parent);
    return [...this.#pending].some(({ row }) =>
      // A change of everything makes VS Code discard the roots that it is reading.
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

/** Returns whether a row is `other` or below it. */
function isWithin(row: TreeNode, other: TreeNode): boolean {
  return row.id === other.id || (row.kind !== 'credential' && isWithin(row.parent, other));
}

/** Waits for a response of the window, which handles messages in order and so has received the earlier ones. */
export async function untilWindowResponds(): Promise<void> {
  await Promise.resolve()
    .then(() => commands.executeCommand('setContext', 'atlasExportBuckets.arrived', true))
    .catch(() => undefined);
}
