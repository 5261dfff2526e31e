import { l10n } from 'vscode';
import { count } from '../host/numbers';
import type { Scope } from '../model/loadAll';
import { asError, isAbort } from '../atlas/errors';
import type { ExportBucketNode, ProjectNode } from '../model/nodes';
import { visibleChoice } from '../text/sinks';
import { failuresText, progressText, waitText } from '../tree/loadAllTexts';
import type { ProjectsTree } from '../tree/projectsTree';
import { notFoundItem, textItem, type FindItem } from './findItems';
import type { Verified } from './verify';
import { goneItem, notVerifiedItem } from './verifiedItems';

export interface SearchResult {
  /** Says what could not be searched, or that nothing was found. */
  readonly outcome?: FindItem | undefined;
  /** Projects that were found by ID. */
  readonly projects?: readonly ProjectNode[];
  /** A remembered export bucket that exists. */
  readonly verified?: ExportBucketNode;
}

/** A search in what is not loaded, while it runs. */
export class Search {
  readonly #cancellation = new AbortController();
  #text = (): string => l10n.t('Searching…');

  /** @param onProgress called when `text` changes */
  constructor(
    private readonly tree: Pick<ProjectsTree, 'loadAll' | 'findById'>,
    private readonly onProgress: () => void,
  ) {}

  /** The progress of the search; it changes every second while the search waits for Atlas. */
  get text(): string {
    return this.#text();
  }

  /** Cancels the requests of this search. Loaded rows are kept. */
  cancel(): void {
    this.#cancellation.abort();
  }

  /**
   * Loads everything below some rows.
   * @throws the AbortError after `cancel`
   */
  async load(scopes: readonly Scope[]): Promise<SearchResult> {
    const { failures } = await this.tree.loadAll(scopes, {
      signal: this.#cancellation.signal,
      onProgress: (progress) => {
        this.#show(() => progressText(progress));
      },
    });
    return failures.length === 0 ? {} : { outcome: textItem('failures', failuresText(failures), 'warning') };
  }

  /**
   * Searches for the export bucket or project with an ID.
   * @param origin the only base URL that may receive the ID; undefined for all
   * @throws the AbortError after `cancel`
   */
  async findById(id: string, origin: string | undefined): Promise<SearchResult> {
    const { rows, ...rest } = await this.tree.findById(id, {
      signal: this.#cancellation.signal,
      ...(origin !== undefined && { origin }),
      onProgress: ({ projects, of, waitingUntil }) => {
        const counts = l10n.t('{0} of {1} projects', count(projects), count(of));
        this.#show(() =>
          waitingUntil === undefined ? l10n.t('Searching: {0}', counts) : waitText(waitingUntil, counts),
        );
      },
    });
    return {
      projects: rows.filter((row) => row.kind === 'project'),
      outcome: rows.length > 0 ? undefined : notFoundItem(rest),
    };
  }

  /**
   * Requests a remembered export bucket.
   * @throws the AbortError after `cancel`
   */
  async verify(
    node: ExportBucketNode,
    verify: (node: ExportBucketNode, signal: AbortSignal) => Promise<Verified>,
  ): Promise<SearchResult> {
    this.#show(() => l10n.t('Loading {0}…', visibleChoice(node.bucket.bucketName)));
    try {
      const verified = await verify(node, this.#cancellation.signal);
      return 'gone' in verified ? { outcome: goneItem(node, verified.gone) } : { verified: verified.node };
    } catch (error) {
      if (isAbort(error)) {
        throw error;
      }
      return { outcome: notVerifiedItem(node, asError(error)) };
    }
  }

  #show(text: () => string): void {
    this.#text = text;
    this.onProgress();
  }
}
