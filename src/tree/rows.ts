import type { Project } from '../atlas/models';
import type { Credentials } from '../credentials/credentials';
import type { Arrangements } from './arrangements';
import { withPinned } from './arrangement';
import { type LoadedList } from '../model/loadedList';
import { childrenOf, type RowState } from './children';
import type { LoadedLists } from '../model/loadedLists';
import {
  credentialOf,
  nameOf,
  parentOf,
  type CredentialNode,
  type ParentNode,
  type ProjectNode,
  type TreeNode,
} from '../model/nodes';
import { ShownRows } from './shownRows';
import { LongDates } from '../host/numbers';

/** Holds the rows of the tree and the lists below them. Sends no request. */
export class Rows {
  readonly #shown = new ShownRows();
  readonly #dates = new LongDates();

  constructor(
    private readonly credentials: Pick<Credentials, 'list'>,
    private readonly arrangements: Pick<Arrangements, 'of'>,
    private readonly lists: LoadedLists,
  ) {}

  /** Returns the rows of all credentials. A single credential has no row in the view. */
  roots(): CredentialNode[] {
    return this.#shown.roots(this.credentials.list());
  }

  /** Returns the row with an ID; undefined if it no longer exists. */
  get(id: string): TreeNode | undefined {
    return this.#shown.get(id);
  }

  /** Returns the row of a command's argument; undefined for other values and for rows that no longer exist. */
  find(argument: unknown): TreeNode | undefined {
    const id = typeof argument === 'object' && argument !== null && 'id' in argument ? argument.id : undefined;
    return typeof id === 'string' ? this.#shown.get(id) : undefined;
  }

  /** Returns the row that has a list below it; undefined if its rows are the roots. */
  above(list: ParentNode): TreeNode | undefined {
    const isOnly = list.kind === 'credential' && this.credentials.list().length === 1;
    return isOnly ? undefined : this.#shown.get(list.id);
  }

  /** Returns the list below a row; undefined if it was not requested. */
  listOf({ id }: ParentNode): LoadedList | undefined {
    return this.lists.get(id);
  }

  /** Returns whether the whole list below a row is loaded. */
  isComplete(parent: ParentNode): boolean {
    return this.listOf(parent)?.pages.isComplete ?? false;
  }

  /**
   * Returns whether Atlas lists no projects for the only credential, and none was added. The tree has no rows then, so that
   * VS Code shows the welcome view.
   */
  hasNoProjects(): boolean {
    const [only, ...others] = this.roots();
    const below = only === undefined || others.length > 0 ? [] : this.#shown.below(only.id);
    return below.length === 1 && below[0]?.kind === 'empty';
  }

  /** Returns the listed, added and pinned projects of a credential, each with the list of its export buckets. */
  projectsOf(root: CredentialNode): { readonly node: ProjectNode; readonly list: LoadedList | undefined }[] {
    const listed = this.listOf(root)?.rows() ?? [];
    return withPinned(root, listed, this.arrangements.of(root, false)).flatMap((node) =>
      node.kind === 'project' ? [{ node, list: this.listOf(node) }] : [],
    );
  }

  /** Returns the projects of a credential that Atlas has listed so far. */
  listedProjects(root: CredentialNode): readonly Project[] {
    return (this.listOf(root)?.pages.items ?? []).flatMap((item) => ('_id' in item ? [] : [item]));
  }

  /** Returns `nodes` in the order in which they are displayed. */
  inVisualOrder<T extends TreeNode>(nodes: readonly T[]): T[] {
    return this.#shown.inVisualOrder(this.roots(), nodes);
  }

  /** Returns the row that loads more of a list, or says why it failed. */
  progressOf({ id }: ParentNode): TreeNode[] {
    return this.#shown.below(id).filter((node) => node.kind === 'loadMore' || node.kind === 'failure');
  }

  /** Returns what the item of a row displays in addition to its data. */
  stateOf(node: TreeNode): RowState {
    const list = this.listOf(parentOf(node));
    const siblings = node.kind === 'project' ? this.listOf(node.parent) : list;
    return {
      list,
      arrangement: this.arrangements.of(
        node.kind === 'credential' ? node : node.parent,
        siblings?.pages.isComplete ?? false,
      ),
      ambiguous: siblings?.isAmbiguous(nameOf(node)) ?? false,
      needsAttention: node.kind === 'credential' && this.lists.needsAttention(node, (id) => this.#shown.get(id)),
      longDate: (date) => this.#dates.write(date),
    };
  }

  /** Updates the rows below a row. Drops the lists below rows that no longer exist. */
  showBelow(parent: ParentNode, list: LoadedList): readonly TreeNode[] {
    const children = childrenOf(parent, list, this.arrangements.of(parent, list.pages.isComplete));
    const { rows, removed } = this.#shown.replaceBelow(parent.id, children);
    for (const id of removed) {
      this.lists.drop(id);
    }
    for (const row of rows) {
      if (row.kind === 'project') {
        this.lists.get(row.id)?.moveBelow(row);
      }
    }
    return rows;
  }

  /** Drops all rows and lists of a credential. */
  forget(credentialId: string): void {
    const rows = [...this.#shown.values()].filter((node) => credentialOf(node).id === credentialId);
    for (const { id } of rows) {
      this.#shown.remove(id);
    }
    this.lists.dropAllOf(credentialId);
  }
}
