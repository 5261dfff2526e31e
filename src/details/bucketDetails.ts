import { isMissingRole } from '../atlas/apiError';
import { isAbort } from '../atlas/errors';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import { describeFailure } from '../failures/describeFailure';
import type { FailureDescription } from '../failures/failure';
import { fixCommand, type FixCommand } from '../failures/fixCommand';
import { nodeOf, type DetailsTarget } from './detailsTarget';
import { BucketLoader, type LoadContext, type BucketLoaderOptions } from './bucketLoader';
import { copiedText, copiedValue, type CopiedValue } from '../text/copied';
import {
  valuesOf,
  type Block,
  type CopyRequest,
  type Page,
  type PageMessage,
  type Section,
  type SectionId,
} from './protocol';
import { failureBlock } from './sections/blocks';
import { pageOf, sectionTitle, SECTIONS } from './sections/page';
import { usedByInvitation, usedByProgress } from './sections/usedBy';
import { truncateSection } from './truncateSection';

/** A value that is about to be copied, and what people call it. */
interface ToCopy extends CopiedValue {
  readonly label: string;
}

export interface BucketDetailsOptions extends BucketLoaderOptions {
  readonly credentials: Pick<Credentials, 'find' | 'clientOf'>;
  readonly publish: (message: PageMessage) => void;
  /** Told of each failure, for the log. */
  readonly report: (failure: unknown) => void;
}

/**
 * What is to be read about one export bucket. Each section is asked for, fails and is asked for again by itself; what
 * the page shows is kept here, for a page that is hidden forgets it.
 */
export class BucketDetails {
  readonly #sections = new Map<SectionId, Section>();
  readonly #running = new Map<SectionId, AbortController>();
  readonly #failures = new Map<SectionId, { readonly error: unknown; readonly description: FailureDescription }>();
  readonly #known: BucketLoader;

  constructor(private readonly options: BucketDetailsOptions) {
    this.#known = new BucketLoader(options);
  }

  get target(): DetailsTarget {
    return this.options.target;
  }

  /** Asks for everything that is not waiting for a click. */
  open(): void {
    if (this.#credential() === undefined) {
      this.#put('identity', false, this.#identity());
      return;
    }
    this.#put('usedBy', false, usedByInvitation(this.options.language));
    this.load('references');
    this.load('identity');
    this.load('role');
  }

  /** Asks anew for everything that was asked for; nothing without the credential. */
  refresh(): void {
    if (this.#credential() === undefined) {
      return;
    }
    const { shared, target } = this.options;
    const usedByWasAsked = this.#known.usage !== undefined || this.#failures.has('usedBy');
    shared.forget(target);
    this.#announce(this.options.language.l10n.t('Loading…'));
    this.load('identity');
    this.load('role');
    if (usedByWasAsked) {
      this.load('usedBy');
    }
  }

  /** The whole page as it is now. */
  page(): Page {
    const { target, language } = this.options;
    const sections = SECTIONS.flatMap((id) => this.#sections.get(id) ?? []).map((section) =>
      truncateSection(section, language),
    );
    return pageOf(target, this.#known.bucket, sections, this.#credential()?.origin, language);
  }

  /** Asks for one section, in the place of what was asked for before. */
  load(id: SectionId): void {
    switch (id) {
      case 'identity':
        void this.#ask(id, this.#identity(), (context) => this.#loadIdentity(context));
        break;
      case 'role':
        void this.#ask(
          id,
          this.#progress(this.options.language.l10n.t('LoadContext for the roles of the project…')),
          (context) => this.#known.loadRole(context),
        );
        break;
      case 'usedBy': {
        const lackedRole = this.#known.usage?.jobsForbidden === true;
        this.#known.forgetUsage();
        const meanwhile = usedByProgress(undefined, this.options.language);
        void this.#ask(id, meanwhile, (context) => this.#searchUsage(context), lackedRole);
        break;
      }
      case 'references':
        this.#showReferences();
        break;
    }
  }

  /** Ends what a section is waiting for; only the search for clusters can be ended by hand. */
  cancel(id: SectionId): void {
    const running = this.#running.get(id);
    if (id === 'usedBy' && running !== undefined) {
      running.abort();
      this.#running.delete(id);
      this.#put(id, false, this.#known.usedByUntilCancelled());
      this.#announce(this.options.language.l10n.t('Cancelled'));
    }
  }

  /** What a click on a copy button copies, whole; undefined when the section has changed since the page showed it. */
  toCopy({ section, version, block, value }: CopyRequest): ToCopy | undefined {
    const known = this.#sections.get(section);
    const shown = known?.version === version ? known.blocks[block] : undefined;
    const found = shown === undefined ? undefined : valuesOf(shown)[value];
    if (shown === undefined || found?.copy === undefined) {
      return undefined;
    }
    const copied = shown.kind === 'snippets' ? { text: copiedText(found.text), removed: 0 } : copiedValue(found.text);
    return { ...copied, label: found.copy.label };
  }

  /** The command that mends what a section failed with. */
  fixOf(id: SectionId): FixCommand | undefined {
    const credential = this.#credential();
    const failure = this.#failures.get(id);
    return credential === undefined || failure === undefined
      ? undefined
      : fixCommand(failure.description, nodeOf(this.options.target, credential));
  }

  /** Ends everything that is under way. */
  dispose(): void {
    this.#running.forEach((running) => {
      running.abort();
    });
    this.#running.clear();
  }

  async #ask(
    id: SectionId,
    meanwhile: readonly Block[],
    ask: (context: LoadContext) => Promise<readonly Block[]>,
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
    this.#put(id, true, meanwhile);
    try {
      const client = await credentials.clientOf(credential);
      if (lackedRole || isMissingRole(this.#failures.get(id)?.error)) {
        // A token carries the roles of its birth.
        await client.renewAccess();
      }
      const blocks = await ask({ client, credential, signal });
      if (this.#running.get(id) === running) {
        this.#failures.delete(id);
        this.#put(id, false, blocks);
        this.#announce(l10n.t('{0}: loaded', this.#title(id)));
      }
    } catch (error) {
      if (this.#running.get(id) === running && !isAbort(error)) {
        report(error);
        const description = describeFailure(error, { l10n, credential, projectId: target.project.id });
        this.#failures.set(id, { error, description });
        this.#put(id, false, [failureBlock(language, description, id), ...(id === 'identity' ? this.#identity() : [])]);
        this.#announce(`${this.#title(id)}: ${description.label}`);
      }
    } finally {
      if (this.#running.get(id) === running) {
        this.#running.delete(id);
      }
    }
  }

  async #loadIdentity(context: LoadContext): Promise<readonly Block[]> {
    const { hasOtherRole } = await this.#known.loadIdentity(context);
    this.#showReferences();
    this.options.publish({ type: 'page', page: this.page() });
    if (hasOtherRole) {
      this.load('role');
    }
    return this.#identity();
  }

  #searchUsage(context: LoadContext): Promise<readonly Block[]> {
    return this.#known.loadUsage(context, (blocks) => {
      this.#put('usedBy', true, blocks);
    });
  }

  #identity(): readonly Block[] {
    return this.#known.identity(this.#credential());
  }

  #showReferences(): void {
    const credential = this.#credential();
    if (credential !== undefined) {
      this.#put('references', false, this.#known.references(credential));
    }
  }

  #progress(label: string): readonly Block[] {
    return [{ kind: 'progress', label, done: 0 }];
  }

  #title(id: SectionId): string {
    return sectionTitle(id, this.options.language);
  }

  #put(id: SectionId, busy: boolean, blocks: readonly Block[]): void {
    const version = (this.#sections.get(id)?.version ?? 0) + 1;
    const section = { id, version, title: this.#title(id), busy, blocks };
    this.#sections.set(id, section);
    this.options.publish({ type: 'section', section: truncateSection(section, this.options.language) });
  }

  #announce(announcement: string): void {
    this.options.publish({ type: 'announce', announcement });
  }

  #credential(): Credential | undefined {
    return this.options.credentials.find(this.options.target.credentialId);
  }
}
