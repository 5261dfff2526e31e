import type { AtlasClient } from '../../atlas/client';
import type { Project } from '../../atlas/models';
import type { RequestPriority } from '../../atlas/requests';
import { NO_ITEMS, type ProjectExports } from './projectExports';
import type { ProjectResponses } from './projectResponses';

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

/**
 * - `health`: everything about the exports of each cluster.
 * - `usage`: only which clusters use an export bucket: schedules, and the export jobs of all clusters with backups.
 */
export type Needs = 'health' | 'usage';

/** A project to check. */
export interface ProjectToCheck {
  readonly project: Project;
  readonly credential: { readonly id: string; readonly name: string };
  readonly client: HealthClient;
  /** What is already loaded, and where further responses are kept. */
  readonly responses: ProjectResponses;
}

/** Sends one request of a check, in the background unless it is interactive. */
export type Send = <T>(
  request: (priority: RequestPriority, signal: AbortSignal) => Promise<T>,
  isInteractive?: boolean,
) => Promise<T>;

/** Returns the loaded data about the exports of a project. */
export function loadedExports(target: Omit<ProjectToCheck, 'client'>): ProjectExports {
  const { project, responses } = target;
  return {
    ...responses.exports(target),
    ...(project.clusterCount === 0 && { clusters: { kind: 'loaded', value: NO_ITEMS } }),
  };
}
