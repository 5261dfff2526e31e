import { EventEmitter } from 'node:events';
import type { PinnedProjects } from '../model/pinnedProjects';
import type { Arrangement, Order } from './arrangement';
import type { ParentNode } from '../model/nodes';

/** Holds how the user wants lists to be shown. Only pins are stored; orders and the filter end with the window. */
export class Arrangements {
  readonly #changes = new EventEmitter();
  readonly #orders = new Map<string, Order>();
  #providers: ReadonlySet<string> | undefined;

  constructor(
    private readonly pinned: Pick<PinnedProjects, 'of'> & Partial<Pick<PinnedProjects, 'projectsOf'>>,
    /** The language for sorting names (BCP 47). */
    private readonly language: string,
  ) {}

  /** The providers whose export buckets are shown; undefined for all. */
  get providers(): ReadonlySet<string> | undefined {
    return this.#providers;
  }

  /** Returns how the list below a row is shown. Only a complete list is sorted. */
  of(parent: ParentNode, isComplete: boolean): Arrangement {
    const credentialId = parent.kind === 'credential' ? parent.credential.id : undefined;
    return {
      order: isComplete ? this.orderOf(parent) : 'atlas',
      pinned: new Set(credentialId === undefined ? [] : this.pinned.of(credentialId)),
      pinnedProjects: credentialId === undefined ? [] : (this.pinned.projectsOf?.(credentialId) ?? []),
      providers: this.#providers,
      language: this.language,
    };
  }

  /** Returns the order that the user has selected for the list below a row. */
  orderOf({ id }: ParentNode): Order {
    return this.#orders.get(id) ?? 'atlas';
  }

  sort({ id }: ParentNode, order: Order): void {
    this.#orders.set(id, order);
    this.#changes.emit('change');
  }

  /** Shows only the export buckets of these providers; undefined for all. */
  filter(providers: ReadonlySet<string> | undefined): void {
    this.#providers = providers;
    this.#changes.emit('change');
  }

  /** Calls `listener` when an order or the filter changes. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#changes.on('change', listener);
    return { dispose: () => void this.#changes.off('change', listener) };
  }
}
