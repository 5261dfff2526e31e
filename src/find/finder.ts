import { l10n, ThemeIcon, type QuickInputButton, type QuickPick } from 'vscode';
import { isAbort } from '../atlas/errors';
import { Findable } from './findable';
import type { Chosen, FindActions, FindQuery } from './findActions';
import { createPicker } from './picker';
import type { CredentialNode, ExportBucketNode } from '../model/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import { untilWindowResponds } from '../tree/treeChanges';
import { COPY_ID, finishedText, PROGRESS, SHOW_IN_TREE, stateText, type FindItem } from './findItems';
import { listItems } from './findList';
import { failedRoots, rootsWith } from './projectLists';
import { Search, type SearchResult } from './search';
import { ShownItems } from './shownItems';
import { titleText } from '../text/sinks';
import { VERIFIED } from './verifiedItems';

/** Milliseconds between two updates while rows are being loaded. Typing updates the list immediately. */
const STEP = 150;
/** Milliseconds between two updates of the seconds that a search still waits for Atlas. */
const TICK = 1000;

/** The Quick Pick of *Find Export Bucket*, while it is open. */
export class Finder {
  readonly #picker: QuickPick<FindItem>;
  readonly #stop: QuickInputButton = { iconPath: new ThemeIcon('stop-circle'), tooltip: l10n.t('Stop Searching') };
  readonly #findable: Findable;
  #search: Search | undefined;
  /** What to report about the last search. */
  #outcome: FindItem | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;
  readonly #shown: ShownItems;

  constructor(
    private readonly tree: ProjectsTree,
    private readonly actions: FindActions,
    private readonly query?: FindQuery,
  ) {
    this.#picker = createPicker();
    this.#findable = new Findable(tree.rows, () => this.#roots());
    this.#shown = new ShownItems(this.#picker, untilWindowResponds);
  }

  /** Returns what the user selects; undefined if the user dismisses the list, which cancels a running search. */
  async choose(): Promise<Chosen | undefined> {
    const picker = this.#picker;
    picker.value = this.query?.text ?? '';
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
      return await new Promise<Chosen | undefined>((resolve, reject) => {
        picker.onDidHide(() => {
          resolve(undefined);
        });
        picker.onDidChangeValue(() => {
          this.#outcome = undefined;
          this.#show(false);
          this.#loadProjects().catch(reject);
        });
        picker.onDidTriggerButton(() => {
          this.#cancel();
        });
        picker.onDidTriggerItemButton(({ button, item }) => {
          const choice = this.#shown.current(item)?.choice;
          const [scope] = choice?.kind === 'search' ? choice.scopes : [];
          if (button.iconPath === SHOW_IN_TREE && scope?.kind === 'project') {
            resolve({ node: scope, isVerified: false });
          } else if (choice?.kind === 'open' && choice.node.kind === 'exportBucket') {
            const act = button.iconPath === COPY_ID ? this.actions.copyId : this.actions.openConsole;
            act(choice.node).catch(reject);
          } else if (choice?.kind === 'verify') {
            this.actions.copyRememberedId(choice.node, choice.age).catch(reject);
          }
        });
        picker.onDidAccept(() => {
          const choice = this.#shown.current(picker.selectedItems[0])?.choice;
          if (choice?.kind === 'open') {
            resolve({ node: choice.node, isVerified: false });
          } else if (choice?.kind === 'verify') {
            this.#verify(choice.node).then((node) => {
              if (node !== undefined) {
                resolve({ node, isVerified: true });
              }
            }, reject);
          } else if (choice?.kind === 'stop') {
            this.#cancel();
          } else if (choice?.kind === 'search') {
            this.#searchAndAnnounce((search) => search.load(choice.scopes)).catch(reject);
          } else if (choice?.kind === 'findById') {
            this.#searchAndAnnounce((search) => search.findById(choice.id, this.query?.origin)).catch(reject);
          }
        });
        this.#findable.collect();
        this.#show(false);
        picker.show();
        // Files may be slow, and what is loaded can be searched without them.
        this.#readRemembered()
          .then(() => this.#loadProjects())
          .catch(reject);
      });
    } finally {
      this.#isOver = true;
      changes.dispose();
      clearInterval(tick);
      clearTimeout(this.#timer);
      this.#cancel();
      picker.dispose();
    }
  }

  /**
   * Requests the first page of each list of projects that was not requested before, because users search for projects. If
   * anything is remembered, this waits for a query that matches none of it.
   */
  async #loadProjects(): Promise<void> {
    const roots = this.#findable.rootsToList(this.#picker.value.trim());
    if (roots.length > 0) {
      this.#picker.busy = true;
      await Promise.all(roots.map((root) => this.tree.load(root)));
      if (!this.#isOver) {
        this.#picker.busy = this.#search !== undefined;
        this.#findable.collect();
        this.#show(true);
      }
    }
  }

  async #searchAndAnnounce(work: (search: Search) => Promise<SearchResult>): Promise<void> {
    if ((await this.#start(work)) !== undefined) {
      // Screen readers don't announce new items.
      this.actions.acknowledge(finishedText(this.#findable.matches(this.#picker.value.trim())));
    }
  }

  /** Requests a remembered export bucket. Returns undefined if it is gone or the request failed, which the list says. */
  async #verify(node: ExportBucketNode): Promise<ExportBucketNode | undefined> {
    const result = await this.#start((search) => search.verify(node, this.actions.verify));
    const { outcome, verified } = result ?? {};
    if (outcome !== undefined) {
      // A gone one is no longer in the files.
      await this.#readRemembered();
      this.#shown.activate(VERIFIED);
      this.actions.acknowledge(outcome.label, { icon: 'warning' });
    }
    return verified;
  }

  /** Returns undefined if the work was canceled. */
  async #start(work: (search: Search) => Promise<SearchResult>): Promise<SearchResult | undefined> {
    this.#cancel();
    const search = new Search(this.tree, () => {
      this.#updateSoon();
    });
    this.#search = search;
    this.#picker.busy = true;
    this.#picker.buttons = [this.#stop];
    this.#show(true);
    // The user pressed Enter to search. Pressing it again must not open the previous match.
    this.#shown.activate(PROGRESS);
    let result: SearchResult = {};
    try {
      result = await work(search);
    } catch (error) {
      if (!isAbort(error)) {
        throw error;
      }
    }
    this.#findable.foundById = [...this.#findable.foundById, ...(result.projects ?? [])];
    if (this.#search !== search) {
      return undefined;
    }
    this.#end(result.outcome);
    return result;
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
    this.#findable.collect();
    this.#show(true);
  }

  #updateSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#findable.collect();
      this.#show(true);
    }, STEP);
  }

  /** Shows what is remembered, as soon as it has been read. */
  async #readRemembered(): Promise<void> {
    const remembered = await this.actions.readRemembered().catch((error: unknown) => {
      this.actions.report(error);
      return [];
    });
    if (!this.#isOver) {
      this.#findable.remember(remembered);
      this.#show(true);
    }
  }

  /** @param keepActive whether the active item stays active; false after typing */
  #show(keepActive: boolean): void {
    const picker = this.#picker;
    // The item that shows the progress may be scrolled out of view.
    const state = this.#search?.text ?? stateText(this.#findable);
    picker.title = titleText(l10n.t('Find Export Bucket: {0}', state));
    this.#shown.show(this.#items(), { isFiltered: picker.value !== '', keepActive });
  }

  /** Returns the credentials that are searched. */
  #roots(): readonly CredentialNode[] {
    return rootsWith(this.tree.rows.roots(), this.query?.origin);
  }

  #items(): FindItem[] {
    const roots = this.#roots();
    return listItems({
      query: this.#picker.value.trim(),
      roots,
      failedRoots: failedRoots(this.tree.rows, roots),
      projects: this.#findable.projects,
      foundById: this.#findable.foundById,
      candidates: this.#findable.candidates,
      notLoaded: this.#findable.notLoaded,
      searching: this.#search?.text,
      outcome: this.#outcome,
    });
  }
}
