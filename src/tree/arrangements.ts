import { EventEmitter } from 'node:events';
import type { Project } from '../atlas/models';
import type { Subscription } from '../credentials/credentialSecrets';
import type { PinnedProjects } from '../model/pinnedProjects';
import type { Arrangement, Order } from './arrangement';
import type { ParentNode } from '../model/nodes';

/** Holds how the user wants lists to be shown. Only pins are stored; orders and the filter end with the window. */
export class Arrangements {
  readonly #changes = new EventEmitter();
  readonly #orders = new Map<string, Order>();
  #providers: ReadonlySet<string> | undefined;

  constructor(
    private readonly pinned: Pick<PinnedProjects, 'of' | 'projectsOf'>,
    /** The language for sorting names (BCP 47). */
    private readonly language: string,
  ) {}

  /** The providers whose export buckets are shown; undefined for all. */
  get providers(): ReadonlySet<string> | undefined {
    return this.#providers;
  }

  /** Returns how the list below a row is shown. Only a complete list is sorted. */
  of(parent: ParentNode, isComplete: boolean): Arrangement {
    return {
      order: isComplete ? this.orderOf(parent) : 'atlas',
      pinned: parent.kind === 'credential' ? this.#pinnedOf(parent.credential.id) : new Map(),
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
  onDidChange(listener: () => void): Subscription {
    this.#changes.on('change', listener);
    return { dispose: () => void this.#changes.off('change', listener) };
  }

  /** Returns the pinned projects of a credential. A project without a stored name has its ID as the name. */
  #pinnedOf(credentialId: string): ReadonlyMap<string, Project> {
    const stored = new Map(this.pinned.projectsOf(credentialId).map((project) => [project.id, project]));
    return new Map(this.pinned.of(credentialId).map((id) => [id, stored.get(id) ?? { id, name: id }]));
  }
}
