import type { AtlasClient } from '../../atlas/client';
import type { ExportBucket, Project } from '../../atlas/models';
import type { Reading } from '../../atlas/reading';
import type { RequestPriority } from '../../atlas/requests';

/** The calls that a check makes. All of them are GET requests. */
export type HealthClient = Pick<
  AtlasClient,
  | 'listClusters'
  | 'getBackupSchedule'
  | 'listExportBuckets'
  | 'listCloudProviderAccess'
  | 'listExportEvents'
  | 'listAlertConfigs'
  | 'listExportJobs'
>;

/** A project to check. */
export interface ProjectToCheck {
  readonly project: Project;
  readonly credential: { readonly id: string; readonly name: string };
  readonly client: HealthClient;
  /** The project's export buckets, if all of them are loaded. */
  readonly buckets?: Reading<ExportBucket> | undefined;
}

/** Sends one request of a check. */
export type Send = <T>(request: (priority: RequestPriority, signal: AbortSignal) => Promise<T>) => Promise<T>;
