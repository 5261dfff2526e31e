import { roleIdOf, type ExportBucket } from '../atlas/models';
import { registeredAt } from '../atlas/objectId';
import type { KnownProject } from './knownProject';

/**
 * The columns of an exported list, in their order: the name of the field in JSON, and the heading in tables. They are
 * part of a file format that scripts read, so they are the same in every language.
 */
export const COLUMNS = {
  organization: 'Organization',
  organizationId: 'Organization ID',
  project: 'Project',
  projectId: 'Project ID',
  bucketName: 'Bucket Name',
  bucketId: 'Bucket ID',
  provider: 'Provider',
  roleId: 'Role ID',
  region: 'Region',
  privateNetworking: 'Private Networking',
  serviceUrl: 'Service URL',
  tenantId: 'Tenant ID',
  registered: 'Registered',
  credential: 'Credential',
} as const;

/** One export bucket; what Atlas did not say is undefined. `registered` is a time of ISO 8601, in UTC. */
export type InventoryRow = Readonly<Record<keyof typeof COLUMNS, string | undefined>>;

/** Something that could not be read, and why: a project's export buckets or, without one, a credential's projects. */
export interface Missing {
  readonly credential: string;
  readonly project?: string;
  readonly projectId?: string;
  readonly reason: string;
}

/** What a list lacks: in words that name all of it, and one by one. */
interface Shortfall {
  readonly notice: string;
  readonly missing: readonly Missing[];
}

/** A list to be written, with what it lacks, unless it is complete. */
export interface Inventory {
  readonly projects: readonly KnownProject[];
  readonly partial?: Shortfall;
}

/** How many rows are written at once, so that nothing else waits long for its turn. */
const ROWS_AT_ONCE = 500;

/** The rows of a list, at most 500 at a time. */
export function* inBatches({ projects }: Inventory): Generator<readonly InventoryRow[], void, undefined> {
  for (const known of projects) {
    for (let start = 0; start < known.buckets.length; start += ROWS_AT_ONCE) {
      yield known.buckets.slice(start, start + ROWS_AT_ONCE).map((bucket) => rowOf(known, bucket));
    }
  }
}

function rowOf({ project, organization, credential }: KnownProject, bucket: ExportBucket): InventoryRow {
  return {
    organization,
    organizationId: project.orgId,
    project: project.name,
    projectId: project.id,
    bucketName: bucket.bucketName,
    bucketId: bucket._id,
    provider: bucket.cloudProvider,
    roleId: roleIdOf(bucket),
    region: bucket.region,
    privateNetworking: bucket.requirePrivateNetworking?.toString(),
    serviceUrl: bucket.serviceUrl,
    tenantId: bucket.tenantId,
    registered: registeredAt(bucket._id).toISOString().replace('.000', ''),
    credential,
  };
}

/** How many rows a list has. */
export function countRows({ projects }: Inventory): number {
  return projects.reduce((sum, { buckets }) => sum + buckets.length, 0);
}
