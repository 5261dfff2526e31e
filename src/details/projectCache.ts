import type { AtlasClient } from '../atlas/client';
import type { CloudProviderAccess } from '../atlas/cloudProviderAccess';
import type { Organization } from '../atlas/models';
import type { ExportsStore } from '../exports/health/exportsStore';
import type { ProjectKey } from '../exports/health/projectKey';
import { known } from '../exports/health/known';
import type { ProjectResponses } from '../exports/health/projectResponses';
import { SharedResponse } from '../exports/health/sharedResponse';
import type { DetailsTarget } from './detailsTarget';

/** Milliseconds after which a response is requested again. */
const LIFETIME = 60_000;

/** Milliseconds after which several changes are reported once. */
const DELAY = 250;

/** Caches what the export buckets of a project share: its responses about exports, and its organization. */
export class ProjectCache {
  readonly #organizations = new Map<string, SharedResponse<Organization>>();

  /** @param now returns milliseconds since 1970 */
  constructor(
    private readonly store: ExportsStore,
    private readonly now: () => number = Date.now,
  ) {}

  /** Returns the responses about the exports of the project, which are shared with the checks of exports. */
  responses(target: DetailsTarget): ProjectResponses {
    return this.store.of(projectKey(target));
  }

  /** Returns the cloud provider access roles of the project. A page that is opened loads them if they have expired. */
  access(client: AtlasClient, target: DetailsTarget): Promise<CloudProviderAccess> {
    return valueOf(this.responses(target).access, () => client.listCloudProviderAccess(target.project.id));
  }

  /** Returns the organization of the project. Resolves to undefined if Atlas didn't return its ID. */
  async organization(client: AtlasClient, target: DetailsTarget): Promise<Organization | undefined> {
    const { orgId } = target.project;
    if (orgId === undefined) {
      return undefined;
    }
    const key = organizationKey(target);
    const response = this.#organizations.get(key) ?? new SharedResponse<Organization>(this.now, () => undefined);
    this.#organizations.set(key, response);
    return valueOf(response, () => client.getOrganization(orgId));
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

  /** Discards the responses of the bucket's project, and its organization. */
  forget(target: DetailsTarget): void {
    this.store.forget(projectKey(target));
    this.#organizations.delete(organizationKey(target));
  }

  /** Discards all organizations. The store follows the credentials itself. */
  clear(): void {
    this.#organizations.clear();
  }
}

/**
 * Returns a response, which is loaded if it is missing or too old.
 * @throws what `load` throws
 */
async function valueOf<T>(response: SharedResponse<T>, load: () => Promise<T>): Promise<T> {
  const result = await response.read(() => known(load), undefined, LIFETIME);
  if (result.kind === 'loaded') {
    return result.value;
  }
  throw result.kind === 'pending' ? new Error('The response was not requested') : result.failure;
}

function projectKey({ credentialId, project }: DetailsTarget): ProjectKey {
  return { credentialId, projectId: project.id };
}

function organizationKey({ credentialId, project }: DetailsTarget): string {
  return `${credentialId}/${project.orgId ?? ''}`;
}
