import type { Project } from '../atlas/models';
import type { Credentials } from '../credentials/credentials';
import type { Arrangements } from './arrangements';
import { isShown, withPinned, type Arrangement } from './arrangement';
import { isCurrent, type LoadedList } from '../model/loadedList';
import { childrenOf } from './children';
import type { Fact, RowState } from './rowState';
import type { LoadedLists } from '../model/loadedLists';
import {
  credentialNode,
  credentialOf,
  messageNode,
  nameOf,
  parentOf,
  type CredentialNode,
  type ItemNode,
  type ParentNode,
  type ProjectNode,
  type TreeNode,
} from '../model/nodes';
import type { ProviderIcons } from './providerIcons';
import { ShownRows } from './shownRows';
import { LongDates } from '../host/numbers';

/** Returns the ID of the row in a command's argument; undefined for other values. */
export function rowIdOf(argument: unknown): string | undefined {
  const id = typeof argument === 'object' && argument !== null && 'id' in argument ? argument.id : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** Holds the rows of the tree and the lists below them. Sends no request. */
export class Rows {
  readonly #shown = new ShownRows();
  /** The IDs of the rows that the filter hides, by the row above them. */
  readonly #hidden = new Map<string, ReadonlySet<string>>();
  readonly #dates = new LongDates();
  readonly #factSources: ((project: ProjectNode) => readonly Fact[])[] = [];

  constructor(
    private readonly credentials: Pick<Credentials, 'list'>,
    private readonly arrangements: Pick<Arrangements, 'of'>,
    private readonly lists: LoadedLists,
    private readonly providerIcons: Pick<ProviderIcons, 'of'>,
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
    const id = rowIdOf(argument);
    return id === undefined ? undefined : this.#shown.get(id);
  }

  /** Returns the row that says that the filter hides a project or export bucket; undefined if it isn't hidden. */
  hiding(node: ItemNode): TreeNode | undefined {
    const isHidden = this.#hidden.get(node.parent.id)?.has(node.id) === true;
    const message = isHidden ? this.find(messageNode('filtered', node.parent)) : undefined;
    // A hidden project has no row below which the message could be.
    return message ?? (node.kind === 'exportBucket' ? this.hiding(node.parent) : undefined);
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

  /** Returns the projects of all credentials, as `projectsOf` does for one. */
  projects(): ReturnType<Rows['projectsOf']> {
    return this.credentials.list().flatMap((credential) => this.projectsOf(credentialNode(credential)));
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

  /** Adds a function that returns what a feature has loaded about a project. It must not send a request. */
  addFacts(factsOf: (project: ProjectNode) => readonly Fact[]): void {
    this.#factSources.push(factsOf);
  }

  /** Returns what the item of a row displays in addition to its data. */
  stateOf(node: TreeNode): RowState {
    const list = this.listOf(parentOf(node));
    const siblings = node.kind === 'project' ? this.listOf(node.parent) : list;
    return {
      list,
      arrangement: this.#arrangementOf(
        node.kind === 'credential' ? node : node.parent,
        siblings?.pages.isComplete ?? false,
      ),
      idDigits: siblings?.idDigits(nameOf(node)) ?? 0,
      needsAttention: node.kind === 'credential' && this.lists.needsAttention(node, (id) => this.#shown.get(id)),
      longDate: (date) => this.#dates.write(date),
      providerIcons: this.providerIcons,
      facts: node.kind === 'project' ? this.#factSources.flatMap((factsOf) => factsOf(node)) : [],
    };
  }

  /** Updates the rows below a row. Drops the lists below rows that no longer exist, but not below hidden ones. */
  showBelow(parent: ParentNode, list: LoadedList): readonly TreeNode[] {
    const arrangement = this.#arrangementOf(parent, list.pages.isComplete);
    const { rows, removed } = this.#shown.replaceBelow(parent.id, childrenOf(parent, list, arrangement));
    const hidden = withPinned(parent, list.rows(), arrangement).filter((row) => !isShown(row, arrangement));
    const existing = new Set(hidden.map(({ id }) => id));
    for (const id of [...removed, ...(this.#hidden.get(parent.id) ?? [])]) {
      if (!existing.has(id) && this.#shown.get(id) === undefined) {
        this.lists.drop(id);
      }
    }
    this.#hidden.set(parent.id, existing);
    for (const row of [...rows, ...hidden]) {
      if (row.kind === 'project') {
        this.lists.get(row.id)?.moveBelow(row);
      }
    }
    return rows;
  }

  #arrangementOf(parent: ParentNode, isComplete: boolean): Arrangement {
    const arrangement = this.arrangements.of(parent, isComplete);
    const { providers } = arrangement;
    if (providers === undefined || parent.kind === 'project') {
      return arrangement;
    }
    return {
      ...arrangement,
      isWithoutMatch: (project) => {
        const list = this.listOf(project);
        // A list that is incomplete, outdated or partly unreadable may have a match.
        return list !== undefined && isCurrent(list) && list.rows().every((row) => !isShown(row, arrangement));
      },
    };
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
