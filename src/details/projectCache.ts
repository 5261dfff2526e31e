import type { AtlasClient } from '../atlas/client';
import type { CloudProviderAccess } from '../atlas/cloudProviderAccess';
import type { Organization } from '../atlas/models';
import type { ExportsStore } from '../exports/health/exportsStore';
import type { ProjectKey } from '../exports/health/projectKey';
import { known } from '../exports/health/known';
import type { ProjectResponses } from '../exports/health/projectResponses';
import type { DetailsTarget } from './detailsTarget';
import { ExpiringCache } from './expiringCache';

/** Milliseconds until a cached response expires. */
const LIFETIME = 60_000;

/** Milliseconds after which several changes are reported once. */
const DELAY = 250;

/** Caches what the export buckets of a project share: its responses about exports, and its organization. */
export class ProjectCache {
  readonly #organizations: ExpiringCache<Organization>;

  /** @param now returns milliseconds since 1970 */
  constructor(
    private readonly store: ExportsStore,
    now: () => number = Date.now,
  ) {
    this.#organizations = new ExpiringCache(LIFETIME, now);
  }

  /** Returns the responses about the exports of the project, which are shared with the checks of exports. */
  responses(target: DetailsTarget): ProjectResponses {
    return this.store.of(projectKey(target));
  }

  /** Returns the cloud provider access roles of the project. A page that is opened loads them if they have expired. */
  async access(client: AtlasClient, target: DetailsTarget): Promise<CloudProviderAccess> {
    const { id } = target.project;
    const { access } = this.responses(target);
    const result = await access.read(() => known(() => client.listCloudProviderAccess(id)), undefined, LIFETIME);
    if (result.kind === 'loaded') {
      return result.value;
    }
    throw result.kind === 'pending' ? new Error('The roles were not requested') : result.failure;
  }

  /** Returns the organization of the project. Resolves to undefined if Atlas didn't return its ID. */
  organization(client: AtlasClient, target: DetailsTarget): Promise<Organization | undefined> {
    const { orgId } = target.project;
    return orgId === undefined
      ? Promise.resolve(undefined)
      : this.#organizations.get(organizationKey(target), () => client.getOrganization(orgId));
  }

  /**
   * Calls `listener` after the responses about the exports of the project changed. Several changes in a short time cause
   * one call. Returns a function that stops it.
   */
  watch(target: DetailsTarget, listener: () => void): () => void {
    const { credentialId, projectId } = projectKey(target);
    let timer: NodeJS.Timeout | undefined;
    const stop = this.store.onDidChange((changed) => {
      if (changed.credentialId === credentialId && changed.projectId === projectId) {
        timer ??= setTimeout(() => {
          timer = undefined;
          listener();
        }, DELAY);
      }
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }

  /** Removes what is kept of the bucket's project and organization. */
  forget(target: DetailsTarget): void {
    this.store.forget(projectKey(target));
    this.#organizations.forget(organizationKey(target));
  }

  /** Removes all organizations. The store follows the credentials itself. */
  clear(): void {
    this.#organizations.clear();
  }
}

function projectKey({ credentialId, project }: DetailsTarget): ProjectKey {
  return { credentialId, projectId: project.id };
}

function organizationKey({ credentialId, project }: DetailsTarget): string {
  return `${credentialId}/${project.orgId ?? ''}`;
}
