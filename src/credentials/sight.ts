import type { AtlasClient } from '../atlas/client';
import type { Organization, Project } from '../atlas/models';
import type { Credential } from './credential';
import type { Credentials } from './credentials';

/** One thing that a credential can or cannot see. */
export type Sight =
  | { readonly kind: 'organization'; readonly organization: Organization }
  | { readonly kind: 'projects'; readonly count: number }
  | {
      readonly kind: 'everything' | 'organizations' | 'projectList' | 'exportBuckets' | 'exportJobs';
      /** What Atlas or the machine refused it with; undefined when it can be seen. */
      readonly failure?: unknown;
      /** The project or cluster that was tried. */
      readonly where?: string;
    };

/**
 * Asks Atlas what a credential can see, by a handful of requests: its organizations, how many projects there are, and,
 * for the first project, whether the roles reach for its export buckets and export jobs.
 * @param signal ends the requests; what they would have told is then a failure
 */
export async function whatItSees(
  credential: Credential,
  credentials: Pick<Credentials, 'clientOf'>,
  signal?: AbortSignal,
): Promise<readonly Sight[]> {
  let client: AtlasClient;
  try {
    client = await credentials.clientOf(credential);
  } catch (failure) {
    return [{ kind: 'everything', failure }];
  }
  const [organizations, projects] = await Promise.allSettled([
    client.listOrganizations({ itemsPerPage: 500, signal }),
    client.listProjects({ itemsPerPage: 1, includeCount: true, signal }),
  ]);
  const sights: Sight[] =
    organizations.status === 'fulfilled'
      ? organizations.value.items.map((organization) => ({ kind: 'organization', organization }))
      : [{ kind: 'organizations', failure: organizations.reason }];
  if (projects.status === 'rejected') {
    return [...sights, { kind: 'projectList', failure: projects.reason }];
  }
  const [project] = projects.value.items;
  return [
    ...sights,
    { kind: 'projects', count: projects.value.totalCount ?? projects.value.items.length },
    ...(project === undefined ? [] : await rolesIn(project, client, signal)),
  ];
}

async function rolesIn({ id, name }: Project, client: AtlasClient, signal?: AbortSignal): Promise<Sight[]> {
  const [buckets, clusters] = await Promise.allSettled([
    client.listExportBuckets(id, { itemsPerPage: 1, signal }),
    client.listClusters(id, { itemsPerPage: 1, signal }),
  ]);
  const sights: Sight[] = [
    { kind: 'exportBuckets', where: name, ...(buckets.status === 'rejected' && { failure: buckets.reason }) },
  ];
  const cluster = clusters.status === 'fulfilled' ? clusters.value.items[0] : undefined;
  if (cluster === undefined) {
    return sights;
  }
  const jobs = await client.listExportJobs(id, cluster.name, { itemsPerPage: 1, signal }).then(
    () => ({}),
    (failure: unknown) => ({ failure }),
  );
  return [...sights, { kind: 'exportJobs', where: cluster.name, ...jobs }];
}
