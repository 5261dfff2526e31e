import { l10n, ThemeIcon, window, type QuickInputButton, type QuickPick } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import { isAbort } from '../atlas/errors';
import { candidatesIn, type Candidate, type ListedProject } from './candidates';
import { notLoaded, type NotLoaded } from './notLoaded';
import { rank } from './rank';
import type { CredentialNode, ExportBucketNode, ItemNode, ProjectNode } from '../model/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import { untilWindowResponds } from '../tree/treeChanges';
import { count } from '../host/numbers';
import { COPY_ID, PROGRESS, SEPARATOR, SHOW_IN_TREE, stateText, type FindItem } from './findItems';
import { listItems } from './findList';
import { Search, type SearchResult } from './search';
import { ShownItems } from './shownItems';
import { titleText } from '../text/sinks';

/** Milliseconds between two updates while rows are being loaded. Typing updates the list immediately. */
const STEP = 150;
const TICK = 1000;

/** What the buttons of an export bucket do, and how the end of a search is reported. */
export interface FindActions {
  readonly acknowledge: Acknowledge;
  readonly copyId: (node: ExportBucketNode) => Promise<void>;
  readonly openConsole: (node: ExportBucketNode) => Promise<void>;
}

/** What a search starts with. */
export interface FindQuery {
  readonly text: string;
  /** The only base URL that may receive it; undefined if all credentials are searched. */
  readonly origin: string | undefined;
}

const isChoice = ({ key }: FindItem): boolean => key !== SEPARATOR;

/** The Quick Pick of *Find Export Bucket*, while it is open. */
export class Finder {
  readonly #picker: QuickPick<FindItem>;
  readonly #stop: QuickInputButton = { iconPath: new ThemeIcon('stop-circle'), tooltip: l10n.t('Stop Searching') };
  #projects: readonly ListedProject[] = [];
  #candidates: readonly Candidate[] = [];
  #notLoaded: NotLoaded = { partial: [], projects: 0, mayHaveMore: true, unreadable: 0 };
  /** Projects that were found by ID and that Atlas doesn't list. */
  #unlisted: readonly ProjectNode[] = [];
  #search: Search | undefined;
  /** What to report about the last search. */
  #outcome: FindItem | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #shown: ShownItems;

  constructor(
    private readonly tree: ProjectsTree,
    private readonly actions: FindActions,
    private readonly query?: FindQuery,
  ) {
    this.#picker = window.createQuickPick<FindItem>();
    this.#shown = new ShownItems(this.#picker, untilWindowResponds);
  }

  /** Returns what the user selects; undefined if the user dismisses the list, which cancels a running search. */
  async choose(): Promise<ItemNode | undefined> {
    const picker = this.#picker;
    picker.value = this.query?.text ?? '';
    picker.placeholder = l10n.t('Bucket name, bucket ID, role ID, or project');
    picker.matchOnDescription = true;
    picker.matchOnDetail = true;
    picker.keepScrollPosition = true;
    // The user may copy an ID from another window, and a search runs until it is stopped.
    picker.ignoreFocusOut = true;
    keepOrder(picker);
    // The user can expand and refresh rows of the tree while the list is open.
    const changes = this.tree.onDidChangeTreeData(() => {
      this.#updateSoon();
    });
    const tick = setInterval(() => {
      if (this.#search !== undefined) {
        this.#show(true);
      }
    }, TICK);
    try {
      return await new Promise<ItemNode | undefined>((resolve, reject) => {
        picker.onDidHide(() => {
          resolve(undefined);
        });
        picker.onDidChangeValue(() => {
          this.#outcome = undefined;
          this.#show(false);
        });
        picker.onDidTriggerButton(() => {
          this.#cancel();
        });
        picker.onDidTriggerItemButton(({ button, item }) => {
          const { choice } = item;
          if (!this.#shown.has(item)) {
            return;
          }
          const [scope] = choice.kind === 'search' ? choice.scopes : [];
          if (button.iconPath === SHOW_IN_TREE && scope?.kind === 'project') {
            resolve(scope);
          } else if (choice.kind === 'open' && choice.node.kind === 'exportBucket') {
            const act = button.iconPath === COPY_ID ? this.actions.copyId : this.actions.openConsole;
            act(choice.node).catch(reject);
          }
        });
        picker.onDidAccept(() => {
          const [selected] = picker.selectedItems;
          const choice = selected !== undefined && this.#shown.has(selected) ? selected.choice : undefined;
          if (choice?.kind === 'open') {
            resolve(choice.node);
          } else if (choice?.kind === 'stop') {
            this.#cancel();
          } else if (choice?.kind === 'search') {
            this.#start((search) => search.load(choice.scopes)).catch(reject);
          } else if (choice?.kind === 'findById') {
            this.#start((search) => search.findById(choice.id, this.query?.origin)).catch(reject);
          }
        });
        this.#collect();
        this.#show(false);
        picker.show();
      });
    } finally {
      changes.dispose();
      clearInterval(tick);
      clearTimeout(this.#timer);
      this.#cancel();
      picker.dispose();
    }
  }

  async #start(work: (search: Search) => Promise<SearchResult>): Promise<void> {
    this.#cancel();
    const search = new Search(this.tree, () => {
      this.#updateSoon();
    });
    this.#search = search;
    this.#picker.busy = true;
    this.#picker.buttons = [this.#stop];
    this.#show(true);
    // The user pressed Enter to search. Pressing it again must not open the previous match.
    this.#shown.activate(this.#picker.items.find(({ key }) => key === PROGRESS));
    let result: SearchResult = {};
    try {
      result = await work(search);
    } catch (error) {
      if (!isAbort(error)) {
        throw error;
      }
    }
    this.#unlisted = [...this.#unlisted, ...(result.projects ?? [])];
    if (this.#search === search) {
      this.#end(result.outcome);
      this.#announce();
    }
  }

  /** Cancels the running search. Loaded rows are kept. */
  #cancel(): void {
    if (this.#search !== undefined) {
      this.#search.cancel();
      this.#end(undefined);
    }
  }

  #end(outcome: FindItem | undefined): void {
    this.#search = undefined;
    this.#outcome = outcome;
    this.#picker.busy = false;
    this.#picker.buttons = [];
    this.#collect();
    this.#show(true);
  }

  /** Reports the end of a search, because screen readers don't announce new items. */
  #announce(): void {
    const { matches } = rank(this.#picker.value.trim(), this.#candidates, 0);
    this.actions.acknowledge(
      matches === 1 ? l10n.t('Search finished: 1 match') : l10n.t('Search finished: {0} matches', count(matches)),
    );
  }

  #updateSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#collect();
      this.#show(true);
    }, STEP);
  }

  /** Collects what is loaded and what is not. */
  #collect(): void {
    const roots = this.#roots();
    this.#projects = roots.flatMap((root) => this.tree.rows.projectsOf(root));
    this.#candidates = candidatesIn(this.#projects);
    const lists = roots.map((root) => this.tree.rows.listOf(root));
    this.#notLoaded = notLoaded(lists, this.#projects);
  }

  /** @param keepActive whether the active item stays active; false after typing */
  #show(keepActive: boolean): void {
    const picker = this.#picker;
    const { active } = keepActive ? this.#shown : { active: undefined };
    const hadMatch = picker.items.some(({ isMatch }) => isMatch === true);
    // The item that shows the progress may be scrolled out of view.
    const state = this.#search?.text ?? stateText(this.#candidates.length, this.#notLoaded);
    picker.title = titleText(l10n.t('Find Export Bucket: {0}', state));
    const items = this.#shown.set(this.#items());
    const firstMatch = picker.value === '' ? undefined : items.find(({ isMatch }) => isMatch === true);
    const first = firstMatch ?? items.find(isChoice);
    // Enter opens the first match, unless the user has moved to another item.
    const isWanted = active !== undefined && (active.isMatch === true || hadMatch || first?.isMatch !== true);
    const kept = isWanted ? items.find(({ key }) => key === active.key) : undefined;
    this.#shown.activate(kept ?? first);
  }

  /** Returns the credentials that are searched. */
  #roots(): CredentialNode[] {
    const origin = this.query?.origin;
    const roots = this.tree.rows.roots();
    return origin === undefined ? roots : roots.filter(({ credential }) => credential.origin === origin);
  }

  #items(): FindItem[] {
    return listItems({
      query: this.#picker.value.trim(),
      roots: this.#roots(),
      projects: this.#projects,
      unlisted: this.#unlisted,
      candidates: this.#candidates,
      notLoaded: this.#notLoaded,
      searching: this.#search?.text,
      outcome: this.#outcome,
    });
  }
}

/**
 * Keeps the items in ranking order. The property is a proposed API. If VS Code rejects it, the items are sorted by name
 * and everything else works.
 */
function keepOrder(picker: QuickPick<FindItem>): void {
  try {
    Object.assign(picker, { sortByLabel: false });
  } catch {
    // Only the ranking order is lost.
  }
}
