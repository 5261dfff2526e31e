import { Refusal } from './responses';
import type { Listing, ReadRequest } from './routes';
import type { Cluster, ExportBucket, Organization, Project, Row } from './world';

const UI = 'https://cloud.mongodb.com';

/** `GET /api/atlas/v2`: the credential and the version of Atlas. */
export function systemStatus({ world, credentialId, base }: ReadRequest): Row {
  const roles = [...world.organizations, ...world.projects].flatMap(({ id }) =>
    [...world.rolesOn(credentialId, id)].map((roleName) =>
      roleName.startsWith('ORG') ? { orgId: id, roleName } : { groupId: id, roleName },
    ),
  );
  return {
    apiKey: { accessList: [], id: '5f3c1a80b6d4e21f7a9c0dff', publicKey: credentialId, roles },
    appName: 'MongoDB Atlas',
    build: '203ac03a1d9f28c0a7b6f2f9cd2f7d5a6de8b3b1',
    links: [{ href: `${base}/api/atlas/v2`, rel: 'self' }],
    throttling: false,
  };
}

export function organizations({ world, credentialId, base, query: { name = '' } }: ReadRequest): Listing {
  const list = world.organizations
    .filter(({ id }) => world.rolesOn(credentialId, id).size > 0)
    .filter((organization) => beginsWith(organization.name, name))
    .map((organization) => organizationRow(base, organization));
  return { list };
}

export function organization(request: ReadRequest): Row {
  const row = organizationRow(request.base, found(request.organization));
  return { ...row, links: [...linksOf(row), ...uiLinks('groups', 'teams', 'users')] };
}

export function projects({
  world,
  credentialId,
  base,
  organization: within,
  query: { name = '' },
}: ReadRequest): Listing {
  const list = world
    .visibleProjects(credentialId)
    .filter(({ organizationId }) => within === undefined || organizationId === within.id)
    .filter((project) => beginsWith(project.name, name))
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
    .map((project) => projectRow(base, project));
  return { list };
}

export function project(request: ReadRequest): Row {
  const row = projectRow(request.base, found(request.project));
  const pages = uiLinks('containers', 'clusters', 'databaseUsers', 'peers', 'processes', 'whitelist');
  return { ...row, links: [...linksOf(row), ...pages] };
}

export function exportBuckets(request: ReadRequest): Listing {
  const { exportBuckets: buckets, countError } = found(request.project);
  return { list: buckets.map((bucket) => bucketRow(request.version, bucket)), countError };
}

/** @throws Refusal 404 */
export function exportBucket(request: ReadRequest): Row {
  const id = request.path['exportBucketId'] ?? '';
  const bucket = found(request.project).exportBuckets.find(({ _id }) => _id === id);
  if (bucket === undefined) {
    throw new Refusal(404, {
      errorCode: 'EXPORT_BUCKET_NOT_FOUND',
      detail: `No export Bucket with ID ${id} does not exist.`,
      parameters: [id],
    });
  }
  return bucketRow(request.version, bucket);
}

export function cloudProviderAccess(request: ReadRequest): Row {
  const { id: groupId, access, exportBuckets: buckets } = found(request.project);
  const withUsages = (role: Row): Row => {
    const roleId = role['roleId'] ?? role['_id'];
    const featureUsages = buckets
      .filter((bucket) => (bucket['iamRoleId'] ?? bucket['roleId']) === roleId)
      .map(({ _id }) => ({ featureId: { exportBucketId: _id, groupId }, featureType: 'EXPORT_SNAPSHOT' }));
    return { ...role, featureUsages };
  };
  return {
    awsIamRoles: access.awsIamRoles.map(withUsages),
    azureServicePrincipals: access.azureServicePrincipals.map(withUsages),
    gcpServiceAccounts: access.gcpServiceAccounts.map(withUsages),
  };
}

export function clusters(request: ReadRequest): Listing {
  const within = found(request.project);
  const list = within.clusters.filter(({ isFlex = false }) => !isFlex);
  return { list: list.map((cluster) => clusterRow(request, within, cluster)) };
}

/** @throws Refusal 404, or 400 for a flex cluster */
export function cluster(request: ReadRequest): Row {
  return clusterRow(request, found(request.project), namedCluster(request));
}

/** @throws Refusal 404 */
export function backupSchedule(request: ReadRequest): Row {
  const { id: groupId } = found(request.project);
  const { id: clusterId, name: clusterName, schedule } = namedCluster(request);
  const self = `${request.base}/api/atlas/v2/groups/${groupId}/clusters/${clusterName}/backup/schedule`;
  const group = { href: `${request.base}/api/public/v1.0/groups/${groupId}`, rel: `${UI}/group` };
  return { ...schedule, clusterId, clusterName, links: [{ href: self, rel: 'self' }, group] };
}

/** @throws Refusal 404 */
export function exportJobs(request: ReadRequest): Listing {
  return { list: namedCluster(request).exports };
}

/** @throws Refusal 404 */
export function snapshots(request: ReadRequest): Listing {
  return { list: namedCluster(request).snapshots ?? [] };
}

/** The events of a project, newest first. */
export function events(request: ReadRequest): Listing {
  const { clusterNames, eventType, excludedEventType, includeRaw, minDate, maxDate } = request.query.events;
  const list = found(request.project)
    .events.filter((event) => {
      const [type, created] = [String(event['eventTypeName']), Date.parse(String(event['created']))];
      return (
        (eventType.length === 0 || eventType.includes(type)) &&
        !excludedEventType.includes(type) &&
        (clusterNames.length === 0 || clusterNames.includes(String(event['clusterName']))) &&
        created >= minDate &&
        created <= maxDate
      );
    })
    .map(({ raw, ...event }) => (includeRaw ? { ...event, raw } : event));
  return { list };
}

export function alertConfigs(request: ReadRequest): Listing {
  return { list: found(request.project).alertConfigs };
}

function organizationRow(base: string, { id, name }: Organization): Row {
  const links = [{ href: `${base}/api/atlas/v2/orgs/${id}`, rel: 'self' }];
  return { id, isDeleted: false, links, name, skipDefaultAlertsSettings: false };
}

function projectRow(base: string, { id, name, organizationId, created, clusters: { length } }: Project): Row {
  return {
    clusterCount: length,
    created,
    id,
    links: [{ href: `${base}/api/atlas/v2/groups/${id}`, rel: 'self' }],
    name,
    orgId: organizationId,
    tags: [],
    withDefaultAlertsSettings: true,
  };
}

/** Version 2023-01-01 has only fields for AWS. How it shows other providers' buckets is an assumption. */
function bucketRow(version: string, bucket: ExportBucket): Row {
  const { _id, bucketName, cloudProvider, roleId } = bucket;
  return version === '2023-01-01' && cloudProvider !== 'AWS'
    ? { _id, bucketName, cloudProvider, iamRoleId: roleId }
    : bucket;
}

function clusterRow({ base, version }: ReadRequest, { id: groupId }: Project, cluster: Cluster): Row {
  const { id, name, createDate, backupEnabled = true, paused = false, clusterType = 'REPLICASET' } = cluster;
  const electableSpecs = { diskSizeGB: 40, instanceSize: 'M30', nodeCount: 3 };
  const regionConfigs = [{ electableSpecs, priority: 7, providerName: 'AWS', regionName: 'EU_WEST_1' }];
  return {
    backupEnabled,
    clusterType,
    createDate,
    groupId,
    id,
    labels: [],
    links: [{ href: `${base}/api/atlas/v2/groups/${groupId}/clusters/${name}`, rel: 'self' }],
    mongoDBMajorVersion: '8.0',
    mongoDBVersion: '8.0.15',
    name,
    paused,
    stateName: 'IDLE',
    tags: [],
    terminationProtectionEnabled: true,
    versionReleaseSystem: 'LTS',
    ...(version === '2024-08-05' && { replicationSpecs: [{ id, regionConfigs, zoneName: 'Zone 1' }] }),
  };
}

function namedCluster(request: ReadRequest): Cluster {
  const { id, clusters: all } = found(request.project);
  const name = request.path['clusterName'] ?? '';
  const cluster = all.find((candidate) => candidate.name === name);
  if (cluster === undefined) {
    throw new Refusal(404, {
      errorCode: 'CLUSTER_NOT_FOUND',
      detail: `No cluster named ${name} exists in group ${id}.`,
      parameters: [name, id],
    });
  }
  if (cluster.isFlex === true) {
    throw new Refusal(400, {
      errorCode: 'CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API',
      detail: `Flex cluster ${name} cannot be used in the Cluster API.`,
      parameters: [name],
    });
  }
  return cluster;
}

/** Narrows the type. Earlier checks reject a path with an unknown ID. */
function found<T>(target: T | undefined): T {
  if (target === undefined) {
    throw new Error('the route has no such parameter');
  }
  return target;
}

function beginsWith(name: string, beginning: string): boolean {
  return name.toLowerCase().startsWith(beginning.toLowerCase());
}

function linksOf(row: Row): unknown[] {
  return Array.isArray(row['links']) ? row['links'] : [];
}

function uiLinks(...pages: string[]): Row[] {
  return pages.map((page) => ({ href: `${UI}/${page}`, rel: `${UI}/${page}` }));
}
