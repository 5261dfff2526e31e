import { isMissingRole } from '../atlas/errorCodes';
import { isAbort } from '../atlas/errors';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import { describeFailure } from '../failures/describeFailure';
import type { FailureDescription } from '../failures/failure';
import { fixCommand, type FixCommand } from '../failures/fixCommand';
import { BucketLoader, type BucketLoaderOptions, type LoadContext } from './bucketLoader';
import { nodeOf, targetId, writeTarget, type DetailsTarget } from './detailsTarget';
import { PageSections } from './pageSections';
import type { Block, CopyRequest, Header, Page, PageMessage, SectionId, SnippetId, Status } from './protocol';
import { failureBlock } from './sections/blocks';
import { headerOf, sectionTitle } from './sections/page';
import { exportsStatus, roleStatus, type Loaded } from './sections/status';
import { usedByProgress } from './sections/usedBy';

export interface BucketDetailsOptions extends BucketLoaderOptions {
  readonly credentials: Pick<Credentials, 'find' | 'clientOf'>;
  readonly publish: (message: PageMessage) => void;
  /** Returns the kinds of code snippets to show, the last choice first. */
  readonly chosenSnippets: () => readonly SnippetId[];
  /** Logs a failure. */
  readonly report: (failure: unknown) => void;
}

/** The details of one export bucket. Each section loads, fails and reloads independently. */
export class BucketDetails {
  readonly #sections: PageSections;
  readonly #loader: BucketLoader;
  readonly #running = new Map<SectionId, AbortController>();
  readonly #failures = new Map<SectionId, { readonly error: unknown; readonly description: FailureDescription }>();

  readonly #unwatch: () => void;

  constructor(private readonly options: BucketDetailsOptions) {
    this.#sections = new PageSections(options.language, options.publish);
    this.#loader = new BucketLoader(options);
    this.#unwatch = options.cache.watch(options.target, () => {
      this.#exportsChanged();
    });
  }

  get target(): DetailsTarget {
    return this.options.target;
  }

  /** Loads every section that doesn't wait for a click. Without the credential, shows what is already loaded. */
  open(): void {
    if (this.#credential() === undefined) {
      this.#sections.put('identity', false, this.#identity());
      return;
    }
    this.#exportsChanged();
    this.load('references');
    this.load('identity');
    this.load('role');
  }

  /** Reloads every section that has been loaded. Does nothing without the credential. */
  refresh(): void {
    if (this.#credential() === undefined) {
      return;
    }
    const { cache, target, language } = this.options;
    const hasSearched = this.#loader.usage !== undefined || this.#failures.has('usedBy');
    cache.forget(target);
    this.#announce(language.l10n.t('Loading…'));
    this.load('identity');
    this.load('role');
    if (hasSearched) {
      this.load('usedBy');
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
  load(id: SectionId): void {
    const { language } = this.options;
    switch (id) {
      case 'identity':
        void this.#load(id, this.#identity(), (context) => this.#loadIdentity(context));
        break;
      case 'role':
        void this.#load(id, this.#loader.roleBlocks(this.#credential()?.origin), (context) =>
          this.#loader.loadRole(context),
        );
        break;
      case 'usedBy': {
        const lackedRole = this.#loader.usage?.jobsForbidden === true;
        void this.#load(id, usedByProgress(undefined, language), (context) => this.#loadUsage(context), lackedRole);
        break;
      }
      case 'references':
        this.#showReferences();
        break;
      case 'health':
        this.#exportsChanged();
        break;
    }
  }

  /** Cancels the cluster search. Other sections can't be canceled. */
  cancel(id: SectionId): void {
    const running = this.#running.get(id);
    const credential = this.#credential();
    if (id === 'usedBy' && running !== undefined && credential !== undefined) {
      running.abort();
      this.#running.delete(id);
      this.#failures.delete(id);
      this.#put(id, false, this.#loader.usedBy(credential, true));
      this.#announce(this.options.language.l10n.t('Canceled'));
    }
  }

  /** Returns the complete value for a copy button. Returns undefined if the section changed after the page showed it. */
  valueToCopy(request: CopyRequest): ReturnType<PageSections['valueToCopy']> {
    return this.#sections.valueToCopy(request);
  }

  /** Returns the command that fixes the failure of a section. */
  fixOf(id: SectionId): FixCommand | undefined {
    const credential = this.#credential();
    const failure = this.#failures.get(id);
    return credential === undefined || failure === undefined
      ? undefined
      : fixCommand(failure.description, nodeOf(this.options.target, credential));
  }

  /** Aborts all requests. */
  dispose(): void {
    this.#unwatch();
    this.#running.forEach((running) => {
      running.abort();
    });
    this.#running.clear();
  }

  async #load(
    id: SectionId,
    placeholder: readonly Block[],
    load: (context: LoadContext) => Promise<readonly Block[]>,
    lackedRole = false,
  ): Promise<void> {
    const { credentials, language, target, report } = this.options;
    const { l10n } = language;
    const credential = this.#credential();
    if (credential === undefined) {
      return;
    }
    const running = new AbortController();
    const { signal } = running;
    this.#running.get(id)?.abort();
    this.#running.set(id, running);
    this.#put(id, true, placeholder);
    try {
      const client = await credentials.clientOf(credential);
      if (lackedRole || isMissingRole(this.#failures.get(id)?.error)) {
        // A token keeps the roles that its service account had when Atlas issued it.
        await client.renewAccess();
      }
      const blocks = await load({ client, credential, signal });
      if (this.#running.get(id) === running) {
        this.#failures.delete(id);
        this.#running.delete(id);
        this.#put(id, false, blocks);
        if (id === 'usedBy' || id === 'role') {
          this.#showHealth(credential);
        }
        const [title, status] = [sectionTitle(id, language), this.#statusOf(id)];
        this.#announce(status ? l10n.t('{0} loaded. {1}', title, status.text) : l10n.t('{0} loaded', title));
      }
    } catch (error) {
      if (this.#running.get(id) === running && !isAbort(error)) {
        report(error);
        const description = describeFailure(error, { l10n, credential, projectId: target.project.id });
        this.#failures.set(id, { error, description });
        if (id === 'role') {
          this.options.findings.record(target.bucket._id, { hasBrokenRole: 'unknown' });
        }
        this.#running.delete(id);
        const failure = failureBlock(language, description, id);
        this.#put(id, false, [failure, ...(id === 'identity' ? this.#identity() : [])]);
        this.#announce(`${sectionTitle(id, language)}: ${description.label}`);
      }
    }
  }

  /** Replaces the content of a section, and updates the status in the header. */
  #put(id: SectionId, busy: boolean, blocks: readonly Block[]): void {
    this.#sections.put(id, busy, blocks);
    this.options.publish({ type: 'header', header: this.#header() });
  }

  #header(): Header {
    const { target, language } = this.options;
    const status = [this.#statusOf('role'), this.#statusOf('usedBy')].filter((one) => one !== undefined);
    return headerOf(target, this.#loader.bucket, status, this.#credential()?.origin, language);
  }

  #statusOf(id: SectionId): Status | undefined {
    const { language } = this.options;
    const loaded = <T>(value: T | undefined): Loaded<T> =>
      this.#running.has(id) ? 'loading' : this.#failures.has(id) ? 'failed' : (value ?? 'notLoaded');
    switch (id) {
      case 'role':
        return roleStatus(loaded(this.#loader.role), language);
      case 'usedBy':
        return exportsStatus(loaded(this.#loader.usage), language);
      case 'identity':
      case 'health':
      case 'references':
        return undefined;
    }
  }

  async #loadIdentity(context: LoadContext): Promise<readonly Block[]> {
    const { roleChanged } = await this.#loader.loadIdentity(context);
    this.#showReferences();
    this.options.publish({ type: 'page', page: this.page() });
    if (roleChanged) {
      this.load('role');
    }
    return this.#identity();
  }

  #announce(announcement: string): void {
    this.options.publish({ type: 'announce', announcement });
  }

  #loadUsage(context: LoadContext): Promise<readonly Block[]> {
    return this.#loader.loadUsage(context, (blocks) => {
      this.#put('usedBy', true, blocks);
    });
  }

  #identity(): readonly Block[] {
    return this.#loader.identity(this.#credential());
  }

  #showReferences(): void {
    const credential = this.#credential();
    if (credential !== undefined) {
      this.#sections.put('references', false, this.#loader.references(credential));
    }
  }

  /** Shows what any feature has loaded about the exports of the project. */
  #exportsChanged(): void {
    const credential = this.#credential();
    // A search shows its own progress, and then its result.
    if (credential !== undefined && !this.#running.has('usedBy')) {
      this.#showHealth(credential);
      if (!this.#failures.has('usedBy')) {
        this.#put('usedBy', false, this.#loader.usedBy(credential));
      }
    }
  }

  #showHealth(credential: Credential): void {
    this.#sections.put('health', false, this.#loader.health(credential));
  }

  #credential(): Credential | undefined {
    return this.options.credentials.find(this.options.target.credentialId);
  }
}
