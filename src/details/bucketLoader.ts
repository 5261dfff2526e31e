import { untilAborted } from '../atlas/abort';
import type { AtlasClient } from '../atlas/client';
import { isMissingRole } from '../atlas/errorCodes';
import { isAbort } from '../atlas/errors';
import { roleIdOf, type ExportBucket } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import type { ProjectToCheck } from '../exports/health/projectToCheck';
import { describeFailure } from '../failures/describeFailure';
import type { FailureDescription } from '../failures/failure';
import type { Language } from '../text/language';
import type { BucketFindings, FindingRecorder } from './bucketFindings';
import type { DetailsTarget } from './detailsTarget';
import type { ProjectCache } from './projectCache';
import type { Block } from './protocol';
import { findRole, isBroken, type RoleFinding } from '../exports/health/roleFinding';
import { grantBlocks, grantsPending } from './sections/grants';
import { identityBlocks, identityWithoutCredential, type Identity } from './sections/identity';
import { referenceBlocks } from './sections/references';
import { roleBlocks, rolePending } from './sections/role';
import { healthBlocks, healthStart } from './sections/health';
import { usedByBlocks, usedByPartial, usedByProgress, usedByStart } from './sections/usedBy';
import { findUsage, loadedUsage } from './usage';
import { isUnused, type Usage } from './usageFindings';

export interface BucketLoaderOptions {
  readonly target: DetailsTarget;
  readonly cache: ProjectCache;
  readonly language: Language;
  /** Records what the details find out about the bucket. */
  readonly findings: Pick<BucketFindings, 'recorder'>;
}

/** What loading a section needs. */
export interface LoadContext {
  readonly client: AtlasClient;
  readonly credential: Credential;
  readonly signal: AbortSignal;
}

/** Loads the sections of one export bucket, and keeps what was loaded last. */
export class BucketLoader {
  #bucket: ExportBucket;
  #organization: Identity['organization'];
  #identityState: Identity['state'] = 'loading';
  #role: RoleFinding | undefined;

  constructor(private readonly options: BucketLoaderOptions) {
    this.#bucket = options.target.bucket;
  }

  /** The bucket as last loaded; at first, as the list returned it. */
  get bucket(): ExportBucket {
    return this.#bucket;
  }

  /** The role as last loaded. Undefined before that, and if the bucket got another role. */
  get role(): RoleFinding | undefined {
    return this.#role;
  }

  /** What is loaded about the clusters that use the bucket, which may be partial. Undefined if nothing is. */
  get usage(): Usage | undefined {
    const subject = this.#subject();
    return subject.responses.isEmpty ? undefined : loadedUsage(subject, this.options.target.bucket._id);
  }

  /**
   * Returns the last loaded identity.
   * @param credential undefined if it was removed
   */
  identity(credential: Credential | undefined): readonly Block[] {
    const { language, target } = this.options;
    const identity = {
      bucket: this.#bucket,
      project: target.project,
      organization: this.#organization,
      state: this.#identityState,
    };
    return (credential === undefined ? identityWithoutCredential : identityBlocks)(identity, language);
  }

  /** Returns the code snippets, which need no request. */
  references({ origin }: Credential): readonly Block[] {
    const { language, target } = this.options;
    return referenceBlocks({ bucket: this.#bucket, projectId: target.project.id, origin }, language);
  }

  /**
   * Returns what is loaded about the clusters that use the bucket. A search needs a click.
   * @param isCanceled whether the user canceled the last search
   */
  usedBy(credential: Credential, isCanceled: boolean): readonly Block[] {
    const { language } = this.options;
    const { usage } = this;
    if (usage === undefined && !isCanceled) {
      return usedByStart(language);
    }
    return usage?.complete === true
      ? usedByBlocks(usage, language, (failure) => this.#describe(failure, credential))
      : usedByPartial(usage, language, isCanceled);
  }

  /** Returns what is loaded about the health of the exports to the bucket. A check needs a click. */
  health(credential: Credential): readonly Block[] {
    const { language, target } = this.options;
    const { responses, ...subject } = this.#subject();
    const { readAt } = responses;
    return responses.isEmpty || readAt === undefined
      ? healthStart(language)
      : healthBlocks(responses.exports(subject), target.bucket._id, readAt, {
          language,
          describeFailure: (failure) => this.#describe(failure, credential).label,
        });
  }

  /**
   * Loads the bucket and the name of its organization. If one of the two requests fails, the other result is kept.
   * @returns whether the bucket's role differs from the one loaded before
   */
  async loadIdentity({ client, credential, signal }: LoadContext): Promise<{ readonly roleChanged: boolean }> {
    const { target, cache, language } = this.options;
    const [bucket, organization] = await Promise.allSettled([
      client.getExportBucket(target.project.id, target.bucket._id, { signal }),
      untilAborted(cache.organization(client, target), signal).catch((error: unknown) => {
        if (isAbort(error)) {
          throw error;
        }
        const failure = describeFailure(error, { l10n: language.l10n, credential });
        return { failure, lacksRole: isMissingRole(error) };
      }),
    ]);
    if (organization.status === 'fulfilled') {
      this.#organization = organization.value;
    }
    if (bucket.status === 'rejected') {
      if (!isAbort(bucket.reason)) {
        this.#identityState = 'failed';
      }
      throw bucket.reason;
    }
    const roleChanged = roleIdOf(bucket.value) !== roleIdOf(this.#bucket);
    this.#bucket = bucket.value;
    this.#identityState = 'loaded';
    if (roleChanged) {
      this.#role = undefined;
      this.discardFinding('role');
    }
    return { roleChanged };
  }

  /** Discards what the last load of a section found out. */
  discardFinding(id: 'role' | 'usedBy'): void {
    const { _id } = this.options.target.bucket;
    this.#findings().record(_id, id === 'role' ? { hasBrokenRole: undefined } : { isUnused: undefined });
  }

  /** Loads the cloud provider access role of the bucket. */
  async loadRole({ client, credential, signal }: LoadContext): Promise<readonly Block[]> {
    const { cache, target } = this.options;
    const findings = this.#findings();
    this.#role = findRole(this.#bucket, await untilAborted(cache.access(client, target), signal));
    findings.record(target.bucket._id, { hasBrokenRole: isBroken(this.#role) });
    return this.roleBlocks(credential.origin);
  }

  /**
   * Returns the last loaded role with what the cloud must grant to it; before that, the rows that it will have.
   * @param origin the credential's base URL; undefined if the credential was removed
   */
  roleBlocks(origin: string | undefined): readonly Block[] {
    const { language, target } = this.options;
    const role = this.#role;
    if (role === undefined) {
      return [...rolePending(this.#bucket, language), ...grantsPending(this.#bucket, language)];
    }
    const found = roleBlocks(this.#bucket, role, language);
    const subject = { bucket: this.#bucket, projectId: target.project.id };
    return role.kind === 'found' && origin !== undefined
      ? [...found, ...grantBlocks({ ...subject, origin, role: role.role }, language)]
      : found;
  }

  /**
   * Searches for the clusters that use the bucket.
   * @param onProgress called with the partial result
   */
  async loadUsage(
    { client, credential, signal }: LoadContext,
    onProgress: (blocks: readonly Block[]) => void,
  ): Promise<readonly Block[]> {
    const { language, target } = this.options;
    const findings = this.#findings();
    const usage = await findUsage({
      ...this.#subject(),
      client,
      signal,
      exportBucketId: target.bucket._id,
      onProgress: (partial) => {
        if (!signal.aborted) {
          onProgress(usedByProgress(partial, language));
        }
      },
    });
    findings.record(target.bucket._id, { isUnused: isUnused(usage) });
    return usedByBlocks(usage, language, (failure) => this.#describe(failure, credential));
  }

  #findings(): FindingRecorder {
    const { findings, target } = this.options;
    return findings.recorder({ credentialId: target.credentialId, projectId: target.project.id });
  }

  #subject(): Omit<ProjectToCheck, 'client'> {
    const { target, cache } = this.options;
    const credential = { id: target.credentialId, name: '' };
    return { project: target.project, credential, responses: cache.responses(target) };
  }

  #describe(failure: unknown, credential: Credential): FailureDescription {
    const { language, target } = this.options;
    return describeFailure(failure, { l10n: language.l10n, credential, projectId: target.project.id });
  }
}
