import { isMissingRole } from '../atlas/apiError';
import type { AtlasClient } from '../atlas/client';
import { isAbort } from '../atlas/errors';
import { roleIdOf, type ExportBucket } from '../atlas/models';
import { untilAborted } from '../atlas/abort';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import { describeFailure } from '../failures/describeFailure';
import type { FailureDescription } from '../failures/failure';
import { fixCommand, type FixCommand } from '../failures/fixCommand';
import { nodeOf, type DetailsTarget } from './detailsTarget';
import type { Block, Page, PageMessage, Section, SectionId } from './protocol';
import { identityBlocks, identityWithoutCredential, type Identity } from './sections/identity';
import { failureBlock, type Language } from './sections/language';
import { pageOf, sectionTitle, SECTIONS } from './sections/page';
import { referenceBlocks } from './sections/references';
import { roleBlocks } from './sections/role';
import { usedByBlocks, usedByCancelled, usedByInvitation, usedByProgress } from './sections/usedBy';
import type { SharedWithNeighbours } from './sharedWithNeighbours';
import { findUsage, type Usage } from './usage';

export interface BucketDetailsOptions {
  readonly target: DetailsTarget;
  readonly credentials: Pick<Credentials, 'find' | 'clientOf'>;
  readonly shared: SharedWithNeighbours;
  readonly language: Language;
  readonly publish: (message: PageMessage) => void;
  /** Told of each failure, for the log. */
  readonly report: (failure: unknown) => void;
}

/** What asking for one section takes. */
interface Asking {
  readonly client: AtlasClient;
  readonly credential: Credential;
  readonly signal: AbortSignal;
}

/**
 * What is to be read about one export bucket. Each section is asked for, fails and is asked for again by itself; what
 * the page shows is kept here, for a page that is hidden forgets it.
 */
export class BucketDetails {
  readonly #sections = new Map<SectionId, Section>();
  readonly #running = new Map<SectionId, AbortController>();
  readonly #failures = new Map<SectionId, { readonly error: unknown; readonly description: FailureDescription }>();
  #bucket: ExportBucket;
  #organization: Identity['organization'];
  #usage: Usage | undefined;

  constructor(private readonly options: BucketDetailsOptions) {
    this.#bucket = options.target.bucket;
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

  /** Asks anew for everything that was asked for. */
  refresh(): void {
    const { shared, target } = this.options;
    const usedByWasAsked = this.#usage !== undefined || this.#failures.has('usedBy');
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
    const sections = SECTIONS.flatMap((id) => this.#sections.get(id) ?? []);
    return pageOf(target, this.#bucket, sections, this.#credential()?.origin, language);
  }

  /** Asks for one section, in the place of what was asked for before. */
  load(id: SectionId): void {
    switch (id) {
      case 'identity':
        void this.#ask(id, this.#identity(), (asking) => this.#loadIdentity(asking));
        break;
      case 'role':
        void this.#ask(
          id,
          this.#progress(this.options.language.l10n.t('Asking for the roles of the project…')),
          (asking) => this.#loadRole(asking),
        );
        break;
      case 'usedBy': {
        const lackedRole = this.#usage?.jobsForbidden === true;
        this.#usage = undefined;
        const meanwhile = usedByProgress(undefined, this.options.language);
        void this.#ask(id, meanwhile, (asking) => this.#loadUsedBy(asking), lackedRole);
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
      this.#put(id, false, usedByCancelled(this.#usage, this.options.language));
      this.#announce(this.options.language.l10n.t('Cancelled'));
    }
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
    ask: (asking: Asking) => Promise<readonly Block[]>,
    lackedRole = false,
  ): Promise<void> {
    const { credentials, language, target, report } = this.options;
    const { l10n } = language;
    const running = new AbortController();
    const { signal } = running;
    this.#running.get(id)?.abort();
    this.#running.set(id, running);
    const credential = this.#credential();
    if (credential === undefined) {
      return;
    }
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

  async #loadIdentity({ client, signal }: Asking): Promise<readonly Block[]> {
    const { target, shared } = this.options;
    // The one must not be lost with the other.
    const [bucket, organization] = await Promise.allSettled([
      client.getExportBucket(target.project.id, target.bucket._id, { signal }),
      untilAborted(shared.organization(client, target), signal).catch((error: unknown) => {
        if (isAbort(error)) {
          throw error;
        }
        return 'unreadable' as const;
      }),
    ]);
    if (organization.status === 'fulfilled') {
      this.#organization = organization.value;
    }
    if (bucket.status === 'rejected') {
      throw bucket.reason;
    }
    const roleChanged = roleIdOf(bucket.value) !== roleIdOf(this.#bucket);
    this.#bucket = bucket.value;
    this.#showReferences();
    this.options.publish({ type: 'page', page: this.page() });
    if (roleChanged) {
      this.load('role');
    }
    return this.#identity();
  }

  async #loadRole({ client, signal }: Asking): Promise<readonly Block[]> {
    const { shared, target, language } = this.options;
    return roleBlocks(this.#bucket, await untilAborted(shared.access(client, target), signal), language);
  }

  async #loadUsedBy({ client, credential, signal }: Asking): Promise<readonly Block[]> {
    const { language, target } = this.options;
    const usage = await findUsage({
      client,
      signal,
      projectId: target.project.id,
      exportBucketId: target.bucket._id,
      onProgress: (known) => {
        if (!signal.aborted) {
          this.#usage = known;
          this.#put('usedBy', true, usedByProgress(known, language));
        }
      },
    });
    this.#usage = usage;
    return usedByBlocks(usage, language, (failure) =>
      describeFailure(failure, { l10n: language.l10n, credential, projectId: target.project.id }),
    );
  }

  /** What is known of the bucket already. */
  #identity(): readonly Block[] {
    const { language, target } = this.options;
    const known = { bucket: this.#bucket, project: target.project, organization: this.#organization };
    return (this.#credential() === undefined ? identityWithoutCredential : identityBlocks)(known, language);
  }

  /** Needs no answer of Atlas. */
  #showReferences(): void {
    const { target, language } = this.options;
    const origin = this.#credential()?.origin;
    if (origin !== undefined) {
      this.#put(
        'references',
        false,
        referenceBlocks({ bucket: this.#bucket, projectId: target.project.id, origin }, language),
      );
    }
  }

  #progress(label: string): readonly Block[] {
    return [{ kind: 'progress', label, done: 0 }];
  }

  #title(id: SectionId): string {
    return sectionTitle(id, this.options.language);
  }

  #put(id: SectionId, busy: boolean, blocks: readonly Block[]): void {
    const section = { id, title: this.#title(id), busy, blocks };
    this.#sections.set(id, section);
    this.options.publish({ type: 'section', section });
  }

  #announce(announcement: string): void {
    this.options.publish({ type: 'announce', announcement });
  }

  #credential(): Credential | undefined {
    return this.options.credentials.find(this.options.target.credentialId);
  }
}
