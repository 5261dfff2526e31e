import { commands, l10n, window, type Disposable, type TreeView } from 'vscode';
import { isAbort } from '../atlas/errors';
import { LOADING, VIEW } from '../ids';
import type { Loaded, LoadAllProgress, Scope } from '../tree/loadAll';
import { describeListFailure } from '../tree/messageItems';
import type { TreeNode } from '../tree/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import { count } from '../tree/wording';

const TICK = 1000;
const SHOWN_FOR = 5000;
/** Failures that are named; of more, how many there are. */
const MOST_NAMED = 3;

/** Loads everything below rows, says in the view how far it has come and what failed, and ends when it is told to. */
export class LoadAll implements Disposable {
  readonly #underWay = new Map<AbortController, LoadAllProgress | undefined>();

  constructor(
    private readonly tree: ProjectsTree,
    private readonly view: TreeView<TreeNode>,
  ) {}

  async run(scopes: readonly Scope[]): Promise<void> {
    const cancellation = new AbortController();
    const progressed = (progress?: LoadAllProgress): void => {
      this.#underWay.set(cancellation, progress);
      this.#show();
    };
    progressed();
    const tick = setInterval(() => {
      this.#show();
    }, TICK);
    let failed = '';
    try {
      const { signal } = cancellation;
      const loading = this.tree.loadAll(scopes, { signal, onProgress: progressed });
      const loaded = await window.withProgress({ location: { viewId: VIEW } }, () => loading);
      failed = failuresText(loaded);
      if (failed === '') {
        acknowledge(`$(check) ${loadedText(loaded)}`);
      }
    } catch (error) {
      if (!isAbort(error)) {
        throw error;
      }
      acknowledge(`$(circle-slash) ${l10n.t('Stopped; what was loaded stays')}`);
    } finally {
      clearInterval(tick);
      this.#underWay.delete(cancellation);
      this.#show(failed);
    }
  }

  /** Ends the requests under way; what was loaded stays. */
  stop(): void {
    for (const cancellation of this.#underWay.keys()) {
      cancellation.abort();
    }
  }

  /** Takes back what was said about failures. */
  clear(): void {
    this.#show();
  }

  dispose(): void {
    this.stop();
  }

  #show(otherwise = ''): void {
    const isLoading = this.#underWay.size > 0;
    this.view.message = isLoading ? progressText([...this.#underWay.values()].at(-1)) : otherwise;
    void commands.executeCommand('setContext', LOADING, isLoading);
  }
}

function acknowledge(text: string): void {
  window.setStatusBarMessage(text, SHOWN_FOR);
}

/** How far it has come, in a line. */
function progressText(progress: LoadAllProgress | undefined): string {
  if (progress === undefined || progress.of === 0) {
    return l10n.t('Loading all…');
  }
  const { projects, of, buckets, failed, waitingUntil } = progress;
  const soFar =
    of === 1
      ? l10n.t('{0} export buckets', count(buckets))
      : l10n.t('{0} of about {1} projects, {2} export buckets', count(projects), count(of), count(buckets));
  const counts = failed === 0 ? soFar : l10n.t('{0}, {1} failed', soFar, count(failed));
  return waitingUntil === undefined
    ? l10n.t('Loading all: {0}', counts)
    : l10n.t(
        'Rate limited by Atlas, going on in {0} s: {1}',
        Math.max(1, Math.ceil((waitingUntil - Date.now()) / 1000)),
        counts,
      );
}

function loadedText({ projects }: Loaded): string {
  const buckets = projects.reduce((sum, { buckets: some }) => sum + some.length, 0);
  const [only, ...others] = projects;
  return only === undefined || others.length > 0
    ? l10n.t('{0} projects with {1} export buckets are loaded', count(projects.length), count(buckets))
    : l10n.t('{0}: {1} export buckets are loaded', only.node.project.name, count(buckets));
}

/** Which lists could not be read, and why. */
function failuresText({ failures }: Loaded): string {
  if (failures.length === 0) {
    return '';
  }
  const named = failures.slice(0, MOST_NAMED).map(({ parent, error, hasVanished }) => {
    const name = parent.kind === 'project' ? parent.project.name : parent.credential.name;
    const why = hasVanished ? l10n.t('gone since it was listed') : describeListFailure(parent, error).label;
    return l10n.t('{0} ({1})', name, why);
  });
  const others = failures.length - named.length;
  return l10n.t(
    'Could not be read: {0}',
    [...named, ...(others > 0 ? [l10n.t('{0} more', count(others))] : [])].join(', '),
  );
}
