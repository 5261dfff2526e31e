import { candidatesIn, type Candidate, type ListedProject } from './candidates';
import { notLoaded, type NotLoaded } from './notLoaded';
import { unlistedRoots } from './projectLists';
import { rank } from './rank';
import { notLoadedOf, rememberedCandidates, type RememberedCandidate } from './rememberedCandidates';
import type { RememberedCredential } from '../model/remembered/rememberedLists';
import type { CredentialNode, ProjectNode } from '../model/nodes';
import type { Rows } from '../tree/rows';

/** Holds what can be found without a request: loaded and remembered export buckets. Also counts what is not loaded. */
export class Findable {
  projects: readonly ListedProject[] = [];
  loaded: readonly Candidate[] = [];
  /** The remembered export buckets that are not loaded. */
  remembered: readonly RememberedCandidate[] = [];
  /** The projects that a search for their IDs has found, which Atlas may not list. */
  foundById: readonly ProjectNode[] = [];
  notLoaded: NotLoaded = { partial: [], projects: 0, mayHaveMore: true, unreadable: 0 };
  /** Everything that is remembered, loaded or not; undefined until it has been read. */
  #allRemembered: readonly RememberedCandidate[] | undefined;

  /** @param roots returns the credentials that are searched */
  constructor(
    private readonly rows: Pick<Rows, 'listOf' | 'projectsOf'>,
    private readonly roots: () => readonly CredentialNode[],
  ) {}

  /** The loaded export buckets, then the remembered ones that are not loaded. */
  get candidates(): readonly Candidate[] {
    return [...this.loaded, ...this.remembered];
  }

  /** Returns the number of export buckets that match a query, and of projects that were found by this ID. */
  matches(query: string): number {
    const id = query.toLowerCase();
    return rank(query, this.candidates, 0).matches + this.foundById.filter(({ project }) => project.id === id).length;
  }

  /** Returns the credentials whose projects must be listed, because nothing is remembered or nothing matches a query. */
  rootsToList(query: string): readonly CredentialNode[] {
    const remembered = this.#allRemembered;
    const isNeeded = remembered !== undefined && (remembered.length === 0 || this.matches(query) === 0);
    return isNeeded ? unlistedRoots(this.rows, this.roots()) : [];
  }

  /** Collects what is loaded now. */
  collect(): void {
    const { rows } = this;
    const roots = this.roots();
    this.projects = roots.flatMap((root) => rows.projectsOf(root));
    this.loaded = candidatesIn(this.projects);
    this.remembered = notLoadedOf(this.#allRemembered ?? [], {
      loaded: this.loaded,
      projects: this.projects,
      listOf: (root) => rows.listOf(root),
    });
    const lists = roots.map((root) => rows.listOf(root));
    this.notLoaded = notLoaded(lists, this.projects);
  }

  /** Replaces what is remembered. */
  remember(remembered: readonly RememberedCredential[]): void {
    this.#allRemembered = rememberedCandidates(remembered, this.roots());
    this.collect();
  }
}
