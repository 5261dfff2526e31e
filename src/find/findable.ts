import { candidatesIn, type Candidate, type ListedProject } from './candidates';
import { notLoaded, type NotLoaded } from './notLoaded';
import { notLoadedOf, rememberedCandidates, type RememberedCandidate } from './rememberedCandidates';
import type { RememberedCredential } from '../model/remembered/rememberedLists';
import type { ProjectsTree } from '../tree/projectsTree';

/** What can be found without a request: what is loaded, and what else is remembered. Also what can't be found. */
export class Findable {
  projects: readonly ListedProject[] = [];
  loaded: readonly Candidate[] = [];
  /** The remembered export buckets that are not loaded. */
  remembered: readonly RememberedCandidate[] = [];
  notLoaded: NotLoaded = { partial: [], projects: 0, mayHaveMore: true, unreadable: 0 };
  /** Everything that is remembered, loaded or not. */
  #allRemembered: readonly RememberedCandidate[] = [];

  constructor(private readonly tree: Pick<ProjectsTree, 'rows'>) {}

  /** The loaded export buckets, then the remembered ones that are not loaded. */
  get candidates(): readonly Candidate[] {
    return [...this.loaded, ...this.remembered];
  }

  /** Collects what is loaded now. */
  collect(): void {
    const { rows } = this.tree;
    const roots = rows.roots();
    this.projects = roots.flatMap((root) => rows.projectsOf(root));
    this.loaded = candidatesIn(this.projects);
    this.remembered = notLoadedOf(this.#allRemembered, {
      loaded: this.loaded,
      projects: this.projects,
      listOf: (root) => rows.listOf(root),
    });
    const lists = roots.map((root) => rows.listOf(root));
    this.notLoaded = notLoaded(lists, this.projects);
  }

  /** Replaces what is remembered. */
  remember(remembered: readonly RememberedCredential[]): void {
    this.#allRemembered = rememberedCandidates(remembered, this.tree.rows.roots());
    this.collect();
  }
}
