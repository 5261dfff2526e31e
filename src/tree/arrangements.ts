import { EventEmitter } from 'node:events';
import type { PinnedProjects } from '../model/pinnedProjects';
import type { Arrangement, Order } from './arrangement';
import type { ParentNode } from '../model/nodes';

/** How the person wants lists to be shown. What is pinned is remembered, everything else ends with the window. */
export class Arrangements {
  readonly #changes = new EventEmitter();
  readonly #orders = new Map<string, Order>();
  #providers: ReadonlySet<string> | undefined;

  constructor(
    private readonly pinned: Pick<PinnedProjects, 'of'> & Partial<Pick<PinnedProjects, 'projectsOf'>>,
    /** The language by whose rules names are sorted, as in `en`. */
    private readonly language: string,
  ) {}

  /** The providers whose export buckets are shown; all of them when undefined. */
  get providers(): ReadonlySet<string> | undefined {
    return this.#providers;
  }

  /** How the list below a row is shown; only a complete one is sorted, for the rest of another comes anywhere. */
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

  /** The order that the person wants the list below a row to have. */
  orderOf({ id }: ParentNode): Order {
    return this.#orders.get(id) ?? 'atlas';
  }

  sort({ id }: ParentNode, order: Order): void {
    this.#orders.set(id, order);
    this.#changes.emit('change');
  }

  /** Shows the export buckets of these providers alone; those of all when undefined. */
  filter(providers: ReadonlySet<string> | undefined): void {
    this.#providers = providers;
    this.#changes.emit('change');
  }

  /** Calls `listener` when lists are to be shown differently. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#changes.on('change', listener);
    return { dispose: () => void this.#changes.off('change', listener) };
  }
}
