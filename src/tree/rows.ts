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
  type CredentialNode,
  type ParentNode,
  type ProjectNode,
  type TreeNode,
} from '../model/nodes';
import { ShownRows } from './shownRows';
import { LongDates } from '../host/numbers';

/** The rows of the tree as they are known by now, with the lists below them; asks for nothing. */
export class Rows {
  readonly #shown = new ShownRows();
  readonly #dates = new LongDates();

  constructor(
    private readonly credentials: Pick<Credentials, 'list'>,
    private readonly arrangements: Pick<Arrangements, 'of'>,
    private readonly lists: LoadedLists,
  ) {}

  /** The rows of all credentials; where there is one, it is not shown. */
  roots(): CredentialNode[] {
    return this.#shown.roots(this.credentials.list());
  }

  /** The row of an id; undefined when it is gone. */
  get(id: string): TreeNode | undefined {
    return this.#shown.get(id);
  }

  /** The row that a command's argument stands for; anything else, and a row that is gone, is undefined. */
  find(argument: unknown): TreeNode | undefined {
    const id = typeof argument === 'object' && argument !== null && 'id' in argument ? argument.id : undefined;
    return typeof id === 'string' ? this.#shown.get(id) : undefined;
  }

  /** The row below which a list is shown; undefined where that is the tree itself. */
  above(list: ParentNode): TreeNode | undefined {
    const isOnly = list.kind === 'credential' && this.credentials.list().length === 1;
    return isOnly ? undefined : this.#shown.get(list.id);
  }

  /** The list below a row, if it was asked for. */
  listOf({ id }: ParentNode): LoadedList | undefined {
    return this.lists.get(id);
  }

  /** Whether all of the list below a row has been loaded. */
  isComplete(parent: ParentNode): boolean {
    return this.listOf(parent)?.pages.isComplete ?? false;
  }

  /** The projects that are known of a credential, each with its list of export buckets, if it was asked for. */
  projectsOf(root: CredentialNode): { readonly node: ProjectNode; readonly list: LoadedList | undefined }[] {
    const listed = this.listOf(root)?.rows() ?? [];
    return withPinned(root, listed, this.arrangements.of(root, false)).flatMap((node) =>
      node.kind === 'project' ? [{ node, list: this.listOf(node) }] : [],
    );
  }

  /** The projects of a credential that Atlas has listed so far. */
  listedProjects(root: CredentialNode): readonly Project[] {
    return (this.listOf(root)?.pages.items ?? []).flatMap((item) => ('_id' in item ? [] : [item]));
  }

  /** The rows of `nodes`, in the order in which they are shown. */
  inVisualOrder<T extends TreeNode>(nodes: readonly T[]): T[] {
    return this.#shown.inVisualOrder(this.roots(), nodes);
  }

  /** The rows that say how a list goes on, or why it does not. */
  progressOf({ id }: ParentNode): TreeNode[] {
    return this.#shown.below(id).filter((node) => node.kind === 'loadMore' || node.kind === 'failure');
  }

  /** What a row says beyond its own data. */
  stateOf(node: TreeNode): RowState {
    const list = this.listOf(node.kind === 'credential' || node.kind === 'project' ? node : node.parent);
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

  /** Shows below a row what is loaded of its list; the lists below rows that are gone are dropped. */
  showBelow(parent: ParentNode, list: LoadedList): readonly TreeNode[] {
    const children = childrenOf(parent, list, this.arrangements.of(parent, list.pages.isComplete));
    const { rows, gone } = this.#shown.replaceBelow(parent.id, children);
    for (const id of gone) {
      this.lists.drop(id);
    }
    for (const row of rows) {
      if (row.kind === 'project') {
        this.lists.get(row.id)?.moveBelow(row);
      }
    }
    return rows;
  }

  /** Forgets everything that was seen through a credential. */
  forget(credentialId: string): void {
    const rows = [...this.#shown.values()].filter((node) => credentialOf(node).id === credentialId);
    for (const { id } of rows) {
      this.#shown.remove(id);
    }
    this.lists.dropAllOf(credentialId);
  }
}
