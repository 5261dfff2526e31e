import type { AtlasClient } from '../atlas/client';
import type { Cluster } from '../atlas/backups';
import { meaningOf } from '../atlas/errorCodes';
import { ApiError } from '../atlas/errors';
import type { Organization, Page, Project } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';

/** One thing that a credential can or cannot see. */
export type Sight =
  | { readonly kind: 'organization'; readonly organization: Organization }
  /** At least so many where Atlas doesn't count them. */
  | { readonly kind: 'projects'; readonly count: number; readonly isMinimum: boolean }
  /** Rows of a list in an unsupported format: what they stand for can't be told. */
  | { readonly kind: 'unreadable'; readonly what: 'organizations' | 'projects' | 'clusters'; readonly rows: number }
  | {
      readonly kind: 'everything' | 'organizations' | 'projectList' | 'exportBuckets' | 'exportJobs';
      /** What Atlas or the machine refused it with; undefined when it can be seen. */
      readonly failure?: unknown;
      /** The project or cluster that was tried. */
      readonly where?: string;
    };

/** Clusters whose jobs are requested at most. */
const MOST_TRIED = 3;

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
    client.listProjects({ itemsPerPage: 1, signal }),
  ]);
  const sights: Sight[] =
    organizations.status === 'fulfilled'
      ? [
          ...organizations.value.items.map((organization): Sight => ({ kind: 'organization', organization })),
          ...unreadable('organizations', organizations.value),
        ]
      : [{ kind: 'organizations', failure: organizations.reason }];
  if (projects.status === 'rejected') {
    return [...sights, { kind: 'projectList', failure: projects.reason }];
  }
  const { items, unreadable: odd, totalCount, mayContinue } = projects.value;
  const [project] = items;
  // Atlas's count is an estimate, and may be less than the rows of this very response.
  const rows = items.length + odd;
  return [
    ...sights,
    {
      kind: 'projects',
      count: Math.max(totalCount ?? 0, rows),
      isMinimum: mayContinue && (totalCount === undefined || totalCount < rows),
    },
    ...unreadable('projects', projects.value),
    ...(project === undefined ? [] : await rolesIn(project, client, signal)),
  ];
}

async function rolesIn({ id, name }: Project, client: AtlasClient, signal?: AbortSignal): Promise<Sight[]> {
  const [buckets, clusters] = await Promise.allSettled([
    client.listExportBuckets(id, { itemsPerPage: 1, signal }),
    client.listClusters(id, { signal }),
  ]);
  return [
    {
      kind: 'exportBuckets',
      where: name,
      ...(buckets.status === 'rejected' && { failure: buckets.reason as unknown }),
    },
    ...(clusters.status === 'rejected'
      ? [{ kind: 'exportJobs', where: name, failure: clusters.reason as unknown } as const]
      : await jobsIn(id, clusters.value, client, signal)),
  ];
}

/** Tries the jobs of clusters with backups until a response tells; a cluster without backups has none to see. */
async function jobsIn(
  projectId: string,
  clusters: Page<Cluster>,
  client: AtlasClient,
  signal?: AbortSignal,
): Promise<Sight[]> {
  const candidates = clusters.items.filter(({ backupEnabled }) => backupEnabled !== false);
  for (const { name: where } of candidates.slice(0, MOST_TRIED)) {
    try {
      await client.listExportJobs(projectId, where, { itemsPerPage: 1, signal });
      return [{ kind: 'exportJobs', where }];
    } catch (failure) {
      if (!(failure instanceof ApiError) || meaningOf(failure) !== 'none') {
        return [{ kind: 'exportJobs', where, failure }];
      }
    }
  }
  return unreadable('clusters', clusters);
}

function unreadable(
  what: 'organizations' | 'projects' | 'clusters',
  { unreadable: rows }: Pick<Page<unknown>, 'unreadable'>,
): Sight[] {
  return rows === 0 ? [] : [{ kind: 'unreadable', what, rows }];
}
