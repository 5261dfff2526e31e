import type { Query } from './parameters';
import type { RateLimit } from './rateLimit';
import type { EndpointVersion } from './versions';
import type { Organization, Project, Role, Row, World } from './world';
import * as rows from './rows';

/** The context of a request to an endpoint. */
export interface ReadRequest {
  readonly world: World;
  readonly credentialId: string;
  /** The base URL in links. */
  readonly base: string;
  readonly version: string;
  /** The path's parameters, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** Each endpoint accepts only some of these parameters. */
  readonly query: Query;
  readonly organization: Organization | undefined;
  readonly project: Project | undefined;
}

/** The result of a list endpoint, before paging. */
export interface Listing {
  readonly list: readonly Row[];
  readonly countError?: number;
}

export interface Route {
  /** Path below /api/atlas/v2, with `{parameters}` like in the API's specification. */
  readonly template: string;
  readonly versions: readonly EndpointVersion[];
  /** Query parameters. */
  readonly query: readonly string[];
  readonly limit: RateLimit;
  /** The role that the project or organization in the path requires. */
  readonly role?: Role;
  /** Atlas's methods other than GET, with their versions. */
  readonly writes?: Readonly<Record<string, readonly EndpointVersion[]>>;
  /** The X-Java-Method header. */
  readonly javaMethod: string;
  read(request: ReadRequest): Listing | Row;
}

const V2023: readonly EndpointVersion[] = [{ date: '2023-01-01' }];
const BUCKETS: readonly EndpointVersion[] = [{ date: '2023-01-01', sunset: '2027-07-01' }, { date: '2024-05-30' }];
const SCHEDULES: readonly EndpointVersion[] = [{ date: '2023-01-01', sunset: '2027-07-01' }, { date: '2024-08-05' }];
const CLUSTERS: readonly EndpointVersion[] = [
  { date: '2023-01-01', sunset: '2027-07-01' },
  { date: '2023-02-01', sunset: '2027-07-01' },
  { date: '2024-08-05' },
];

const ONE = ['envelope', 'pretty'];
const LIST = [...ONE, 'includeCount', 'itemsPerPage', 'pageNum'];

const limit = (set: string, scope: RateLimit['scope'], capacity: number, refillPerMinute: number): RateLimit => ({
  set,
  scope,
  capacity,
  refillPerMinute,
});
const BACKUPS = limit('Cloud Backups', 'GROUP', 1200, 500);
const CLUSTER_LIMIT = limit('Clusters', 'GROUP', 10_000, 5000);
const ORGANIZATIONS = limit('Organizations', 'ORG', 500, 250);

/** The simulated endpoints. */
export const ROUTES: readonly Route[] = [
  {
    template: '',
    versions: V2023,
    query: ONE,
    limit: limit('Root', 'USER', 300, 100),
    javaMethod: 'ApiAtlasRootResource::getRoot',
    read: rows.systemStatus,
  },
  {
    template: '/orgs',
    versions: V2023,
    query: [...LIST, 'name'],
    limit: limit('GET /orgs', 'USER', 300, 100),
    javaMethod: 'ApiAtlasOrganizationsResource::getAllOrganizations',
    read: rows.organizations,
  },
  {
    template: '/orgs/{orgId}',
    versions: V2023,
    query: ONE,
    limit: ORGANIZATIONS,
    role: 'ORG_MEMBER',
    javaMethod: 'ApiAtlasOrganizationsResource::getOrganization',
    read: rows.organization,
  },
  {
    template: '/orgs/{orgId}/groups',
    versions: V2023,
    query: [...LIST, 'name'],
    limit: ORGANIZATIONS,
    role: 'ORG_MEMBER',
    javaMethod: 'ApiAtlasOrganizationsResource::getGroups',
    read: rows.projects,
  },
  {
    template: '/groups',
    versions: V2023,
    query: LIST,
    limit: limit('GET /groups', 'USER', 1200, 500),
    javaMethod: 'ApiAtlasGroupsResource::getAllGroups',
    read: rows.projects,
  },
  {
    template: '/groups/{groupId}',
    versions: V2023,
    query: ONE,
    limit: limit('Projects', 'GROUP', 1200, 500),
    javaMethod: 'ApiAtlasGroupsResource::getGroup',
    read: rows.project,
  },
  {
    template: '/groups/{groupId}/backup/exportBuckets',
    versions: BUCKETS,
    query: LIST,
    limit: BACKUPS,
    role: 'GROUP_READ_ONLY',
    writes: { POST: BUCKETS },
    javaMethod: 'ApiAtlasDiskBackupExportBucketsResource::getAllExportBucketsByGroup',
    read: rows.exportBuckets,
  },
  {
    template: '/groups/{groupId}/backup/exportBuckets/{exportBucketId}',
    versions: BUCKETS,
    query: ['envelope'],
    limit: BACKUPS,
    role: 'GROUP_READ_ONLY',
    writes: { PATCH: [{ date: '2024-05-30' }], DELETE: V2023 },
    javaMethod: 'ApiAtlasDiskBackupExportBucketsResource::getExportBucket',
    read: rows.exportBucket,
  },
  {
    template: '/groups/{groupId}/cloudProviderAccess',
    versions: V2023,
    query: ONE,
    limit: limit('Cloud Provider Access', 'GROUP', 2000, 1000),
    role: 'GROUP_READ_ONLY',
    writes: { POST: V2023 },
    javaMethod: 'ApiAtlasCloudProviderAccessResource::getCloudProviderAccess',
    read: rows.cloudProviderAccess,
  },
  {
    template: '/groups/{groupId}/clusters',
    versions: CLUSTERS,
    query: [...LIST, 'includeDeletedWithRetainedBackups'],
    limit: CLUSTER_LIMIT,
    role: 'GROUP_READ_ONLY',
    writes: { POST: CLUSTERS },
    javaMethod: 'ApiAtlasClusterDescriptionResource::getAllClusters',
    read: rows.clusters,
  },
  {
    template: '/groups/{groupId}/clusters/{clusterName}',
    versions: CLUSTERS,
    query: ONE,
    limit: CLUSTER_LIMIT,
    role: 'GROUP_READ_ONLY',
    writes: { PATCH: CLUSTERS, DELETE: CLUSTERS.slice(0, 2) },
    javaMethod: 'ApiAtlasClusterDescriptionResource::getCluster',
    read: rows.cluster,
  },
  {
    template: '/groups/{groupId}/clusters/{clusterName}/backup/schedule',
    versions: SCHEDULES,
    query: ONE,
    limit: BACKUPS,
    role: 'GROUP_READ_ONLY',
    writes: { PATCH: SCHEDULES, DELETE: SCHEDULES },
    javaMethod: 'ApiAtlasDiskBackupScheduleResource::getBackupSchedule',
    read: rows.backupSchedule,
  },
  {
    template: '/groups/{groupId}/clusters/{clusterName}/backup/exports',
    versions: V2023,
    query: LIST,
    limit: BACKUPS,
    role: 'GROUP_BACKUP_MANAGER',
    writes: { POST: V2023 },
    javaMethod: 'ApiAtlasDiskBackupExportResource::getAllExports',
    read: rows.exportJobs,
  },
  {
    template: '/groups/{groupId}/clusters/{clusterName}/backup/snapshots',
    versions: V2023,
    query: [...LIST, 'oplogInc', 'oplogTs', 'pointInTimeUtcSeconds'],
    limit: BACKUPS,
    role: 'GROUP_READ_ONLY',
    writes: { POST: V2023 },
    javaMethod: 'ApiAtlasDiskBackupSnapshotsResource::getAllSnapshots',
    read: rows.snapshots,
  },
  {
    template: '/groups/{groupId}/events',
    versions: V2023,
    query: [...LIST, 'clusterNames', 'eventType', 'excludedEventType', 'includeRaw', 'maxDate', 'minDate'],
    // The capacity is recorded, the rest is a guess.
    limit: limit('Events', 'GROUP', 300, 100),
    role: 'GROUP_READ_ONLY',
    javaMethod: 'ApiAtlasEventsResource::getAllEventsForGroup',
    read: rows.events,
  },
  {
    template: '/groups/{groupId}/alertConfigs',
    versions: V2023,
    query: LIST,
    // The numbers are a guess.
    limit: limit('Alert Configurations', 'GROUP', 1200, 500),
    role: 'GROUP_READ_ONLY',
    writes: { POST: V2023 },
    javaMethod: 'ApiAtlasAlertConfigsResource::getAllAlertConfigs',
    read: rows.alertConfigs,
  },
];

/** Returns the route for a path below /api/atlas/v2, and the path's parameters. */
export function findRoute(path: string): { readonly route: Route; readonly path: Record<string, string> } | undefined {
  const segments = path.split('/').map(decode);
  for (const route of ROUTES) {
    const names = route.template.split('/');
    const parameters: Record<string, string> = {};
    const matches = names.every((name, index) => {
      const segment = segments[index] ?? '';
      if (name.startsWith('{') && segment !== '') {
        parameters[name.slice(1, -1)] = segment;
        return true;
      }
      return name === segment;
    });
    if (matches && names.length === segments.length) {
      return { route, path: parameters };
    }
  }
  return undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
