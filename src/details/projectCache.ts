import type { AtlasClient } from '../atlas/client';
import type { CloudProviderAccess } from '../atlas/cloudProviderAccess';
import type { Organization } from '../atlas/models';
import type { DetailsTarget } from './detailsTarget';
import { ExpiringCache } from './expiringCache';

/** Milliseconds for which an answer is good for the other tabs too. */
const SHARED_FOR = 60_000;

/** What the export buckets of one project or organization have in common, asked for once a minute. */
export class ProjectCache {
  readonly #access: ExpiringCache<CloudProviderAccess>;
  readonly #organizations: ExpiringCache<Organization>;

  /** @param now milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#access = new ExpiringCache(SHARED_FOR, now);
    this.#organizations = new ExpiringCache(SHARED_FOR, now);
  }

  /** The cloud-side roles of the project. */
  access(client: AtlasClient, target: DetailsTarget): Promise<CloudProviderAccess> {
    return this.#access.get(projectKey(target), () => client.listCloudProviderAccess(target.project.id));
  }

  /** The organization of the project; undefined where Atlas does not say which it is. */
  organization(client: AtlasClient, target: DetailsTarget): Promise<Organization | undefined> {
    const { orgId } = target.project;
    return orgId === undefined
      ? Promise.resolve(undefined)
      : this.#organizations.get(organizationKey(target), () => client.getOrganization(orgId));
  }

  /** Has the next one ask anew for what this export bucket has in common with others. */
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
