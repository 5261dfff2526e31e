import { roleIdOf, type ExportBucket } from '../atlas/models';
import { registeredAt } from '../atlas/objectId';
import type { KnownProject } from './knownProject';

/**
 * The columns of a list in order: the field names in JSON, and the headings in tables. Scripts read them, so they are the
 * same in every language.
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
 * The heading of the last column in formats that consist of rows only. The column is empty unless a list is incomplete or
 * filtered. Then every row says so, so that no part of the list looks complete.
 */
export const NOTE = 'Note';

/** One export bucket. Fields that Atlas didn't return are undefined. `registered` is an ISO 8601 time in UTC. */
export type InventoryRow = Readonly<Record<keyof typeof COLUMNS, string | undefined>>;

/** The export buckets of a project that are missing, or the projects of a credential if there is no project. */
export interface Missing {
  readonly credential: string;
  readonly project?: string;
  readonly projectId?: string;
  readonly reason: string;
}

/** What is missing from a list, in words and as a list. */
interface Shortfall {
  readonly notice: string;
  readonly missing: readonly Missing[];
}

/** The providers that a list is filtered by, in words and as a list. */
interface Restriction {
  readonly notice: string;
  readonly providers: readonly string[];
}

/** A project with its export buckets. */
export interface InventoryProject extends KnownProject {
  /** The base URL of the credential. */
  readonly origin: string;
}

/** A list of export buckets, with what is missing from it unless it is complete. */
export interface Inventory {
  readonly projects: readonly InventoryProject[];
  readonly partial?: Shortfall;
  readonly filter?: Restriction;
}

/** Returns the notes about a list, in sentences: what is missing, and what is filtered out. */
export function notesOf({ partial, filter }: Inventory): string[] {
  return [partial?.notice, filter?.notice].filter((notice) => notice !== undefined);
}

/** Returns the note of each row except the last, which has all notes. It is the same in every language. */
function shortNoteOf({ partial, filter }: Inventory): string | undefined {
  if (partial === undefined) {
    return filter === undefined ? undefined : 'Filtered list';
  }
  return filter === undefined ? 'Incomplete list' : 'Incomplete, filtered list';
}

/** Maximum number of rows to write at once, so that other work doesn't wait long. */
const ROWS_AT_ONCE = 500;

/** Yields the rows of a list, at most 500 at a time. */
export function* inBatches({ projects }: Inventory): Generator<readonly InventoryRow[], void, undefined> {
  for (const known of projects) {
    for (let start = 0; start < known.buckets.length; start += ROWS_AT_ONCE) {
      yield known.buckets.slice(start, start + ROWS_AT_ONCE).map((bucket) => rowOf(known, bucket));
    }
  }
}

/** A row with its note. If `row` is undefined, the note is the only content of the list. */
interface NotedRow {
  readonly row: InventoryRow | undefined;
  readonly note: string | undefined;
}

/**
 * Yields the rows of a list with their notes. The note of the last row is complete. An incomplete list without export
 * buckets has one row with only the note, so that it doesn't look empty.
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

/** Returns the number of rows of a list. */
export function countRows({ projects }: Inventory): number {
  return projects.reduce((sum, { buckets }) => sum + buckets.length, 0);
}
