import { l10n, ThemeIcon, window, type QuickInputButton, type QuickPick } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import { isAbort } from '../atlas/errors';
import { candidatesIn, type Candidate, type ListedProject } from './candidates';
import { notLoaded, type NotLoaded } from './notLoaded';
import { rank } from './rank';
import type { Scope } from '../model/loadAll';
import type { ExportBucketNode, ProjectNode } from '../model/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import { count } from '../host/numbers';
import {
  COPY_ID,
  notFoundItem,
  PROGRESS,
  SEPARATOR,
  SHOW_IN_TREE,
  stateText,
  textItem,
  type FindItem,
} from './findItems';
import { listItems } from './findList';
import { failuresText, progressText, waitText } from '../tree/loadAllTexts';
import { choice, titleText } from '../text/sinks';

/** Milliseconds between two looks at what has been loaded meanwhile; a key that is pressed is answered at once. */
const STEP = 150;
const TICK = 1000;

/** What the buttons of an export bucket do, and who says how a search went. */
export interface FindActions {
  readonly acknowledge: Acknowledge;
  readonly copyId: (node: ExportBucketNode) => Promise<void>;
  readonly openConsole: (node: ExportBucketNode) => Promise<void>;
}

const isChoice = ({ key }: FindItem): boolean => key !== SEPARATOR;

interface Search {
  readonly cancellation: AbortController;
  /** How far it has come, as of now. */
  text: () => string;
}

/** The list in which an export bucket is found, while it is open. */
export class Finder {
  readonly #picker: QuickPick<FindItem>;
  readonly #stop: QuickInputButton = { iconPath: new ThemeIcon('stop-circle'), tooltip: l10n.t('Stop Searching') };
  #projects: readonly ListedProject[] = [];
  #candidates: readonly Candidate[] = [];
  #notLoaded: NotLoaded = { partial: [], projects: 0, mayHaveMore: true, unreadable: 0 };
  /** Projects that were found by ID and are in no list. */
  #unlisted: readonly ProjectNode[] = [];
  #search: Search | undefined;
  /** What the last search came to, where that is to be said. */
  #outcome: FindItem | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly tree: ProjectsTree,
    private readonly actions: FindActions,
  ) {
    this.#picker = window.createQuickPick<FindItem>();
  }

  /** Lets the person find one; undefined when they leave, which ends what is under way. */
  async choose(): Promise<ProjectNode | ExportBucketNode | undefined> {
    const picker = this.#picker;
    picker.placeholder = l10n.t('Bucket name, bucket ID, role ID, or project');
    picker.matchOnDescription = true;
    picker.matchOnDetail = true;
    picker.keepScrollPosition = true;
    // An ID is often copied from another window, and a search goes on until it is stopped.
    picker.ignoreFocusOut = true;
    keepOrder(picker);
    // The list stays open while rows are opened and refreshed in the tree beside it.
    const changes = this.tree.onDidChangeTreeData(() => {
      this.#updateSoon();
    });
    const tick = setInterval(() => {
      if (this.#search !== undefined) {
        this.#show(true);
      }
    }, TICK);
    try {
      return await new Promise<ProjectNode | ExportBucketNode | undefined>((resolve, reject) => {
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
        picker.onDidTriggerItemButton(({ button, item: { choice } }) => {
          const [scope] = choice.kind === 'search' ? choice.scopes : [];
          if (button.iconPath === SHOW_IN_TREE && scope?.kind === 'project') {
            resolve(scope);
          } else if (choice.kind === 'open' && choice.node.kind === 'exportBucket') {
            const act = button.iconPath === COPY_ID ? this.actions.copyId : this.actions.openConsole;
            act(choice.node).catch(reject);
          }
        });
        picker.onDidAccept(() => {
          const choice = picker.selectedItems[0]?.choice;
          if (choice?.kind === 'open') {
            resolve(choice.node);
          } else if (choice?.kind === 'stop') {
            this.#cancel();
          } else if (choice?.kind === 'search') {
            this.#start((search) => this.#searchIn(choice.scopes, search)).catch(reject);
          } else if (choice?.kind === 'findById') {
            this.#start((search) => this.#findById(choice.id, search)).catch(reject);
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

  async #start(work: (search: Search) => Promise<FindItem | undefined>): Promise<void> {
    this.#cancel();
    const search: Search = { cancellation: new AbortController(), text: () => l10n.t('Searching…') };
    this.#search = search;
    this.#picker.busy = true;
    this.#picker.buttons = [this.#stop];
    this.#show(true);
    // Enter was pressed for the search; another one must not open what happened to match before.
    this.#picker.activeItems = this.#picker.items.filter(({ key }) => key === PROGRESS);
    let outcome: FindItem | undefined;
    try {
      outcome = await work(search);
    } catch (error) {
      if (!isAbort(error)) {
        throw error;
      }
    }
    if (this.#search === search) {
      this.#end(outcome);
      this.#announce();
    }
  }

  async #searchIn(scopes: readonly Scope[], search: Search): Promise<FindItem | undefined> {
    const { failures } = await this.tree.loadAll(scopes, {
      signal: search.cancellation.signal,
      onProgress: (progress) => {
        search.text = () => progressText(progress);
        this.#updateSoon();
      },
    });
    return failures.length === 0 ? undefined : textItem('failures', failuresText(failures), 'warning');
  }

  async #findById(id: string, search: Search): Promise<FindItem | undefined> {
    const { rows, ...rest } = await this.tree.findById(id, {
      signal: search.cancellation.signal,
      onProgress: ({ projects, of, waitingUntil }) => {
        const counts = l10n.t('{0} of {1} projects', count(projects), count(of));
        search.text = () =>
          waitingUntil === undefined ? l10n.t('Searching: {0}', counts) : waitText(waitingUntil, counts);
        this.#updateSoon();
      },
    });
    this.#unlisted = [...this.#unlisted, ...rows.filter((row) => row.kind === 'project')];
    return rows.length > 0 ? undefined : notFoundItem(rest);
  }

  /** Ends the requests under way at once; what was loaded stays. */
  #cancel(): void {
    const search = this.#search;
    if (search !== undefined) {
      search.cancellation.abort();
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

  /** Says how the search went: a screen reader does not hear a list that has grown. */
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

  /** Takes note of what is loaded by now. */
  #collect(): void {
    const roots = this.tree.rows.roots();
    this.#projects = roots.flatMap((root) => this.tree.rows.projectsOf(root));
    this.#candidates = candidatesIn(this.#projects);
    const lists = roots.map((root) => this.tree.rows.listOf(root));
    this.#notLoaded = notLoaded(lists, this.#projects);
  }

  /** @param isKept whether the active item stays, for nobody has typed */
  #show(isKept: boolean): void {
    const picker = this.#picker;
    const active = isKept ? picker.activeItems[0] : undefined;
    const hadFound = picker.items.some(({ isMatch: isFound }) => isFound === true);
    const items = this.#items().map(choice);
    // The item that says so may be below the end of the list.
    const state = this.#search?.text() ?? stateText(this.#candidates.length, this.#notLoaded);
    picker.title = titleText(l10n.t('Find Export Bucket: {0}', state));
    picker.items = items;
    const foundFirst = picker.value === '' ? undefined : items.find(({ isMatch: isFound }) => isFound === true);
    const first = foundFirst ?? items.find(isChoice);
    // What is found first is what Enter opens, unless the person has gone elsewhere since.
    const isWanted = active !== undefined && (active.isMatch === true || hadFound || first?.isMatch !== true);
    const kept = isWanted ? items.find(({ key }) => key === active.key) : undefined;
    picker.activeItems = [kept ?? first].filter((item) => item !== undefined);
  }

  #items(): FindItem[] {
    return listItems({
      query: this.#picker.value.trim(),
      roots: this.tree.rows.roots(),
      projects: this.#projects,
      unlisted: this.#unlisted,
      candidates: this.#candidates,
      notLoaded: this.#notLoaded,
      searching: this.#search?.text(),
      outcome: this.#outcome,
    });
  }
}

/**
 * Has VS Code leave the items in their order, which is the ranking. The property is proposed API: where VS Code refuses
 * it, the items are sorted by their names, and everything else works.
 */
function keepOrder(picker: QuickPick<FindItem>): void {
  try {
    Object.assign(picker, { sortByLabel: false });
  } catch {
    // Nothing is lost but the order.
  }
}
