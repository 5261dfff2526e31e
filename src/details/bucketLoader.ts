import { untilAborted } from '../atlas/abort';
import type { AtlasClient } from '../atlas/client';
import { meaningOf } from '../atlas/errorCodes';
import { ApiError, isAbort } from '../atlas/errors';
import { roleIdOf, type ExportBucket } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import { describeFailure } from '../failures/describeFailure';
import type { DetailsTarget } from './detailsTarget';
import type { Block } from './protocol';
import { identityBlocks, identityWithoutCredential, type Identity } from './sections/identity';
import type { Language } from '../text/language';
import { referenceBlocks } from './sections/references';
import { roleBlocks } from './sections/role';
import { usedByBlocks, usedByCancelled, usedByProgress } from './sections/usedBy';
import type { ProjectCache } from './projectCache';
import { findUsage } from './usage';
import type { Usage } from './usageFindings';

export interface BucketLoaderOptions {
  readonly target: DetailsTarget;
  readonly shared: ProjectCache;
  readonly language: Language;
}

/** What context for one section takes. */
export interface LoadContext {
  readonly client: AtlasClient;
  readonly credential: Credential;
  readonly signal: AbortSignal;
}

/** What is known of one export bucket by now, section by section; each one asks Atlas for what it shows. */
export class BucketLoader {
  #bucket: ExportBucket;
  #organization: Identity['organization'];
  #usage: Usage | undefined;

  constructor(private readonly options: BucketLoaderOptions) {
    this.#bucket = options.target.bucket;
  }

  /** As Atlas said it last; before it was asked, as the list said it. */
  get bucket(): ExportBucket {
    return this.#bucket;
  }

  /** Who uses it, as far as the last search has come; undefined before there is one. */
  get usage(): Usage | undefined {
    return this.#usage;
  }

  /** @param credential undefined when it is gone, and nobody can be asked any more */
  identity(credential: Credential | undefined): readonly Block[] {
    const { language, target } = this.options;
    const known = { bucket: this.#bucket, project: target.project, organization: this.#organization };
    return (credential === undefined ? identityWithoutCredential : identityBlocks)(known, language);
  }

  /** Needs no answer of Atlas. */
  references({ origin }: Credential): readonly Block[] {
    const { language, target } = this.options;
    return referenceBlocks({ bucket: this.#bucket, projectId: target.project.id, origin }, language);
  }

  /** What the search for clusters has found until somebody cancelled it. */
  usedByUntilCancelled(): readonly Block[] {
    return usedByCancelled(this.#usage, this.options.language);
  }

  /**
   * Asks for the bucket itself and for the name of its organization; what comes of the one is not lost with the other.
   * @returns whether the bucket has another role than was known
   */
  async loadIdentity({ client, credential, signal }: LoadContext): Promise<{ readonly hasOtherRole: boolean }> {
    const { target, shared, language } = this.options;
    const [bucket, organization] = await Promise.allSettled([
      client.getExportBucket(target.project.id, target.bucket._id, { signal }),
      untilAborted(shared.organization(client, target), signal).catch((error: unknown) => {
        if (isAbort(error)) {
          throw error;
        }
        const failure = describeFailure(error, { l10n: language.l10n, credential });
        return { failure, lacksRole: error instanceof ApiError && meaningOf(error) === 'role' };
      }),
    ]);
    if (organization.status === 'fulfilled') {
      this.#organization = organization.value;
    }
    if (bucket.status === 'rejected') {
      throw bucket.reason;
    }
    const hasOtherRole = roleIdOf(bucket.value) !== roleIdOf(this.#bucket);
    this.#bucket = bucket.value;
    return { hasOtherRole };
  }

  /** Asks for the cloud-side roles of the project. */
  async loadRole({ client, signal }: LoadContext): Promise<readonly Block[]> {
    const { shared, target, language } = this.options;
    return roleBlocks(this.#bucket, await untilAborted(shared.access(client, target), signal), language);
  }

  /**
   * Searches for the clusters that use it.
   * @param onProgress told what to show meanwhile
   */
  async loadUsage(
    { client, credential, signal }: LoadContext,
    onProgress: (blocks: readonly Block[]) => void,
  ): Promise<readonly Block[]> {
    const { language, target } = this.options;
    this.#usage = await findUsage({
      client,
      signal,
      projectId: target.project.id,
      exportBucketId: target.bucket._id,
      onProgress: (known) => {
        if (!signal.aborted) {
          this.#usage = known;
          onProgress(usedByProgress(known, language));
        }
      },
    });
    return usedByBlocks(this.#usage, language, (failure) =>
      describeFailure(failure, { l10n: language.l10n, credential, projectId: target.project.id }),
    );
  }

  /** Before another search begins. */
  forgetUsage(): void {
    this.#usage = undefined;
  }
}
