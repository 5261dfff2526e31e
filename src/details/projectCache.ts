import type { AtlasClient } from '../atlas/client';
import type { CloudProviderAccess } from '../atlas/cloudProviderAccess';
import type { Organization } from '../atlas/models';
import type { DetailsTarget } from './detailsTarget';
import { ExpiringCache } from './expiringCache';

/** Milliseconds until a cached response expires. */
const LIFETIME = 60_000;

/** Caches the roles and the organization that the export buckets of a project share. */
export class ProjectCache {
  readonly #access: ExpiringCache<CloudProviderAccess>;
  readonly #organizations: ExpiringCache<Organization>;

  /** @param now returns milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#access = new ExpiringCache(LIFETIME, now);
    this.#organizations = new ExpiringCache(LIFETIME, now);
  }

  /** Returns the cloud provider access roles of the project. */
  access(client: AtlasClient, target: DetailsTarget): Promise<CloudProviderAccess> {
    return this.#access.get(projectKey(target), () => client.listCloudProviderAccess(target.project.id));
  }

  /** Returns the organization of the project. Resolves to undefined if Atlas didn't return its ID. */
  organization(client: AtlasClient, target: DetailsTarget): Promise<Organization | undefined> {
    const { orgId } = target.project;
    return orgId === undefined
      ? Promise.resolve(undefined)
      : this.#organizations.get(organizationKey(target), () => client.getOrganization(orgId));
  }

  /** Removes the entries of the bucket's project and organization. */
  forget(target: DetailsTarget): void {
    this.#access.forget(projectKey(target));
    this.#organizations.forget(organizationKey(target));
  }

  clear(): void {
    this.#access.clear();
    this.#organizations.clear();
  }
}

function projectKey({ credentialId, project }: DetailsTarget): string {
  return `${credentialId}/${project.id}`;
}

function organizationKey({ credentialId, project }: DetailsTarget): string {
  return `${credentialId}/${project.orgId ?? ''}`;
}
