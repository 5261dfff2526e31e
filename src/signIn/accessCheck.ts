import type { AtlasClient } from '../atlas/client';
import type { Cluster } from '../atlas/backups';
import { meaningOf } from '../atlas/errorCodes';
import { ApiError } from '../atlas/errors';
import type { Organization, Page, Project } from '../atlas/models';
import { MAX_PAGE_SIZE } from '../atlas/requests';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';

/** One result of an access check. */
export type AccessCheck =
  | { readonly kind: 'organization'; readonly organization: Organization }
  /** `isMinimum` is set if there are more projects, and Atlas returned no count or one that is too low. */
  | { readonly kind: 'projects'; readonly count: number; readonly isMinimum: boolean }
  /** Rows of a list in an unsupported format. */
  | { readonly kind: 'unreadable'; readonly what: 'organizations' | 'projects' | 'clusters'; readonly rows: number }
  | {
      readonly kind: 'everything' | 'organizations' | 'projectList' | 'exportBuckets' | 'exportJobs';
      /** Why access failed; undefined if the credential has access. */
      readonly failure?: unknown;
      /** The name of the project or cluster that was checked. */
      readonly where?: string;
    };

/** Export jobs are requested for at most this many clusters. */
const MAX_CLUSTERS = 3;

/**
 * Checks with a few requests what a credential can access: its organizations, the number of its projects, and the
 * export buckets and export jobs of the first project.
 * @param signal cancels the requests, whose checks then fail
 */
export async function checkAccess(
  credential: Credential,
  credentials: Pick<Credentials, 'clientOf'>,
  signal: AbortSignal,
): Promise<readonly AccessCheck[]> {
  let client: AtlasClient;
  try {
    client = await credentials.clientOf(credential);
  } catch (failure) {
    return [{ kind: 'everything', failure }];
  }
  const [organizations, projects] = await Promise.allSettled([
    client.listOrganizations({ itemsPerPage: MAX_PAGE_SIZE, signal }),
    client.listProjects({ itemsPerPage: 1, signal }),
  ]);
  const checks: AccessCheck[] =
    organizations.status === 'fulfilled'
      ? [
          ...organizations.value.items.map((organization): AccessCheck => ({ kind: 'organization', organization })),
          ...unreadable('organizations', organizations.value),
        ]
      : [{ kind: 'organizations', failure: organizations.reason }];
  if (projects.status === 'rejected') {
    return [...checks, { kind: 'projectList', failure: projects.reason }];
  }
  const { items, unreadable: unreadableRows, totalCount, mayContinue } = projects.value;
  const [project] = items;
  // Atlas's count is an estimate and can be lower than the number of rows in the same response.
  const rows = items.length + unreadableRows;
  return [
    ...checks,
    {
      kind: 'projects',
      count: Math.max(totalCount ?? 0, rows),
      isMinimum: mayContinue && (totalCount === undefined || totalCount < rows),
    },
    ...unreadable('projects', projects.value),
    ...(project === undefined ? [] : await checkProject(project, client, signal)),
  ];
}

async function checkProject({ id, name }: Project, client: AtlasClient, signal: AbortSignal): Promise<AccessCheck[]> {
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
      : await checkExportJobs(id, clusters.value, client, signal)),
  ];
}

/** Requests the export jobs of clusters with backups until one response is conclusive. */
async function checkExportJobs(
  projectId: string,
  clusters: Page<Cluster>,
  client: AtlasClient,
  signal: AbortSignal,
): Promise<AccessCheck[]> {
  const candidates = clusters.items.filter(({ backupEnabled }) => backupEnabled !== false);
  for (const { name: where } of candidates.slice(0, MAX_CLUSTERS)) {
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
): AccessCheck[] {
  return rows === 0 ? [] : [{ kind: 'unreadable', what, rows }];
}
