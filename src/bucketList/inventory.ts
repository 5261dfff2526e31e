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

/**
 * The heading of the last column in formats that have nothing but rows. It is empty unless a list is incomplete or
 * filtered; then every row says so, so that no part of the list looks like everything there is.
 */
export const NOTE = 'Note';

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

/** The providers that a list was restricted to, and that in words. */
interface Restriction {
  readonly notice: string;
  readonly providers: readonly string[];
}

/** A list to be written, with what it lacks, unless it is complete. */
export interface Inventory {
  readonly projects: readonly KnownProject[];
  readonly partial?: Shortfall;
  readonly filter?: Restriction;
}

/** Returns what a reader must know of a list, in sentences: what it lacks, and what was left out. */
export function notesOf({ partial, filter }: Inventory): string[] {
  return [partial?.notice, filter?.notice].filter((notice) => notice !== undefined);
}

/** Returns what the note of each row but the last says; the last one has all of it. The same in every language. */
function shortNoteOf({ partial, filter }: Inventory): string | undefined {
  if (partial === undefined) {
    return filter === undefined ? undefined : 'Filtered list';
  }
  return filter === undefined ? 'Incomplete list' : 'Incomplete, filtered list';
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

/** A row with its note; without a bucket it is the only one, and there for its note. */
interface NotedRow {
  readonly row: InventoryRow | undefined;
  readonly note: string | undefined;
}

/**
 * The rows of a list with their notes. The last one says in full what the list lacks. A list without a bucket that lacks
 * something has one row with that note alone, for it must not look empty.
 */
export function* inBatchesWithNotes(inventory: Inventory): Generator<readonly NotedRow[], void, undefined> {
  const notes = notesOf(inventory);
  const all = notes.length === 0 ? undefined : notes.join(' ');
  const note = shortNoteOf(inventory);
  const rows = countRows(inventory);
  let written = 0;
  for (const batch of inBatches(inventory)) {
    written += batch.length;
    const isLast = written === rows;
    yield batch.map((row, index) => ({ row, note: isLast && index === batch.length - 1 ? all : note }));
  }
  if (rows === 0 && all !== undefined) {
    yield [{ row: undefined, note: all }];
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
