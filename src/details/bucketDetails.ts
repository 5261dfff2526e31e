import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import { fixCommand, type FixCommand } from '../failures/fixCommand';
import { BucketLoader, type BucketLoaderOptions, type LoadContext } from './bucketLoader';
import { nodeOf, targetId, writeTarget, type DetailsTarget } from './detailsTarget';
import { PageSections } from './pageSections';
import type { Block, CopyRequest, Header, LoadedSectionId, Page, PageMessage, SnippetId, Statement } from './protocol';
import { SectionLoads, type LoadResult, type SectionLoadsOptions } from './sectionLoads';
import { failureBlock } from './sections/blocks';
import { headerOf, sectionTitle } from './sections/page';
import { exportsStatus, roleStatus } from './sections/status';
import { usedByProgress } from './sections/usedBy';
import type { Usage } from './usageFindings';

export interface BucketDetailsOptions extends BucketLoaderOptions, SectionLoadsOptions {
  readonly credentials: Pick<Credentials, 'find' | 'clientOf'>;
  readonly publish: (message: PageMessage) => void;
  /** Returns the kinds of code snippets to show, the last choice first. */
  readonly chosenSnippets: () => readonly SnippetId[];
}

/** The details of one export bucket. Each section loads, fails and reloads independently. */
export class BucketDetails {
  readonly #sections: PageSections;
  readonly #loader: BucketLoader;
  readonly #loads: SectionLoads;
  readonly #unwatch: () => void;

  constructor(private readonly options: BucketDetailsOptions) {
    this.#sections = new PageSections(options.language, options.publish);
    this.#loader = new BucketLoader(options);
    this.#loads = new SectionLoads(options);
    this.#unwatch = options.cache.watch(options.target, () => {
      this.#exportsChanged();
    });
  }

  get target(): DetailsTarget {
    return this.options.target;
  }

  /** Loads every section that doesn't wait for a click. Without the credential, shows what is already loaded. */
  open(): void {
    const credential = this.#credential();
    if (credential === undefined) {
      this.#sections.put('identity', false, this.#identity());
      return;
    }
    this.#exportsChanged();
    this.#showReferences(credential);
    this.load('identity');
    this.load('role');
  }

  /** Reloads every section that has been loaded. Does nothing without the credential. */
  refresh(): void {
    if (this.#credential() === undefined) {
      return;
    }
    const { cache, target, language } = this.options;
    const { usage } = this.#loader;
    const hasSearched = usage !== undefined || this.#loads.failureOf('usedBy') !== undefined;
    cache.forget(target);
    this.#announce(language.l10n.t('Loading…'));
    this.load('identity');
    this.load('role');
    if (hasSearched) {
      this.#findClusters(usage);
    }
  }

  /** Returns the current content of the page. */
  page(): Page {
    const { target, chosenSnippets } = this.options;
    return {
      id: targetId(target),
      state: writeTarget({ ...target, bucket: this.#loader.bucket }),
      header: this.#header(),
      sections: this.#sections.all(),
      chosenSnippets: chosenSnippets(),
    };
  }

  /** Loads a section. Aborts the previous load of the same section. */
  load(id: LoadedSectionId): void {
    switch (id) {
      case 'identity':
        void this.#load(id, this.#identity(), (context) => this.#loadIdentity(context));
        break;
      case 'role':
        void this.#load(id, this.#loader.roleBlocks(this.#credential()?.origin), (context) =>
          this.#loader.loadRole(context),
        );
        break;
      case 'usedBy':
        this.#findClusters(this.#loader.usage);
        break;
    }
  }

  /** Cancels the search for clusters. */
  cancel(): void {
    const credential = this.#credential();
    if (credential !== undefined && this.#loads.cancel('usedBy')) {
      this.#showUsedBy(credential);
      this.#announce(this.options.language.l10n.t('Canceled'));
    }
  }

  /** Returns the complete value for a copy button. Returns undefined if the value changed after the page showed it. */
  valueToCopy(request: CopyRequest): ReturnType<PageSections['valueToCopy']> {
    return this.#sections.valueToCopy(request);
  }

  /** Returns the command that fixes the failure of a section. */
  fixOf(id: LoadedSectionId): FixCommand | undefined {
    const credential = this.#credential();
    const failure = this.#loads.failureOf(id);
    return credential === undefined || failure === undefined
      ? undefined
      : fixCommand(failure, nodeOf(this.options.target, credential));
  }

  /** Aborts all requests. */
  dispose(): void {
    this.#unwatch();
    this.#loads.abortAll();
  }

  /** @param before what an earlier search or a check of exports has loaded */
  #findClusters(before: Usage | undefined): void {
    // Whatever ends the search, the result of an earlier one no longer counts.
    this.#loader.discardFinding('usedBy');
    const search = (context: LoadContext): Promise<readonly Block[]> =>
      this.#loader.loadUsage(context, (blocks) => {
        this.#put('usedBy', true, blocks);
      });
    void this.#load('usedBy', usedByProgress(undefined, this.options.language), search, before?.jobsForbidden);
  }

  async #load(
    id: LoadedSectionId,
    placeholder: readonly Block[],
    load: (context: LoadContext) => Promise<readonly Block[]>,
    lackedRole?: boolean,
  ): Promise<void> {
    const credential = this.#credential();
    if (credential === undefined) {
      return;
    }
    const loading = this.#loads.run(id, credential, load, lackedRole);
    this.#put(id, true, placeholder);
    const result = await loading;
    if (result !== undefined) {
      this.#show(id, result, credential);
    }
  }

  #show(id: LoadedSectionId, result: LoadResult<readonly Block[]>, credential: Credential): void {
    const { language } = this.options;
    const title = sectionTitle(id, language);
    if ('failure' in result) {
      if (id !== 'identity') {
        this.#loader.discardFinding(id);
      }
      const kept = id === 'identity' ? this.#identity() : [];
      this.#put(id, false, [failureBlock(language, result.failure, id), ...kept]);
      this.#announce(`${title}: ${result.failure.label}`);
      return;
    }
    this.#put(id, false, result.loaded);
    if (id === 'identity') {
      this.#announce(language.l10n.t('{0} loaded', title));
    } else {
      this.#showHealth(credential);
      this.#announce(language.l10n.t('{0} loaded. {1}', title, this.#statusOf(id).text));
    }
  }

  /** Replaces the content of a section, and updates the status in the header. */
  #put(id: LoadedSectionId, busy: boolean, blocks: readonly Block[]): void {
    this.#sections.put(id, busy, blocks);
    this.options.publish({ type: 'header', header: this.#header() });
  }

  #header(): Header {
    const { target, language } = this.options;
    const status = [this.#statusOf('role'), this.#statusOf('usedBy')];
    return headerOf(target, this.#loader.bucket, status, this.#credential()?.origin, language);
  }

  #statusOf(id: 'role' | 'usedBy'): Statement {
    const { language } = this.options;
    return id === 'role'
      ? roleStatus(this.#loads.stateOf(id, this.#loader.role), language)
      : exportsStatus(this.#loads.stateOf(id, this.#loader.usage), language, Date.now());
  }

  async #loadIdentity(context: LoadContext): Promise<readonly Block[]> {
    const { roleChanged } = await this.#loader.loadIdentity(context);
    this.#showReferences(context.credential);
    this.options.publish({ type: 'page', page: this.page() });
    if (roleChanged) {
      this.load('role');
    }
    return this.#identity();
  }

  #announce(announcement: string): void {
    this.options.publish({ type: 'announce', announcement });
  }

  #identity(): readonly Block[] {
    return this.#loader.identity(this.#credential());
  }

  #showReferences(credential: Credential): void {
    this.#sections.put('references', false, this.#loader.references(credential));
  }

  /** Shows what any feature has loaded about the exports of the project. */
  #exportsChanged(): void {
    const credential = this.#credential();
    // A search shows its own progress, and then its result.
    if (credential !== undefined && !this.#loads.isRunning('usedBy')) {
      this.#showHealth(credential);
      if (this.#loads.failureOf('usedBy') === undefined) {
        this.#showUsedBy(credential);
      }
    }
  }

  #showUsedBy(credential: Credential): void {
    this.#put('usedBy', false, this.#loader.usedBy(credential, this.#loads.isCanceled('usedBy')));
  }

  #showHealth(credential: Credential): void {
    this.#sections.put('health', false, this.#loader.health(credential));
  }

  #credential(): Credential | undefined {
    return this.options.credentials.find(this.options.target.credentialId);
  }
}
