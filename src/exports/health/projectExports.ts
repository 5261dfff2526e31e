import type { AlertConfig } from '../../atlas/alertConfigs';
import type { BackupSchedule, Cluster, ExportJob } from '../../atlas/backups';
import type { CloudProviderAccess } from '../../atlas/cloudProviderAccess';
import type { ExportEvent } from '../../atlas/events';
import type { ExportBucket, Project } from '../../atlas/models';
import { isWhole, type LoadedItems } from '../../atlas/loadedItems';

/** A response, or why there is none. Only `loaded` allows a conclusion. */
export type Known<T> =
  | { readonly kind: 'loaded'; readonly value: T }
  /** Not requested: the check is running, or was canceled. */
  | { readonly kind: 'pending' }
  /** The credential lacks the role. */
  | { readonly kind: 'forbidden'; readonly failure: unknown }
  | { readonly kind: 'failed'; readonly failure: unknown };

/**
 * Why a cluster has no backup schedule:
 * - `off`: Cloud Backup is off.
 * - `noSchedule`: there is none yet, for example, while Atlas creates the cluster.
 * - `gone`: the cluster was deleted, or moved to a tier that can't export, after it was listed.
 */
export type NoSchedule = 'off' | 'noSchedule' | 'gone';

/** A cluster with the loaded data about its exports. */
export interface ClusterExports {
  readonly cluster: Cluster;
  readonly schedule: Known<BackupSchedule | NoSchedule>;
  readonly jobs: Known<LoadedItems<ExportJob>>;
}

/** The loaded data about the exports of a project. */
export interface ProjectExports {
  readonly project: Project;
  /** The name of the credential that loaded it. */
  readonly credential: string;
  readonly credentialId: string;
  readonly clusters: Known<LoadedItems<ClusterExports>>;
  readonly buckets: Known<LoadedItems<ExportBucket>>;
  readonly access: Known<CloudProviderAccess>;
  readonly events: Known<LoadedItems<ExportEvent>>;
  readonly alerts: Known<LoadedItems<AlertConfig>>;
  /** When the newest response was loaded, in milliseconds since 1970. Undefined if none is. */
  readonly latestAt: number | undefined;
}

export const PENDING = { kind: 'pending' } as const;

/** A complete list without items. */
export const NO_ITEMS = { items: [], unreadable: 0, isComplete: true } as const;

/** Returns the schedule of a cluster, if it is loaded and exists. */
export function scheduleOf({ schedule }: ClusterExports): BackupSchedule | undefined {
  return schedule.kind === 'loaded' && typeof schedule.value === 'object' ? schedule.value : undefined;
}

/** Returns the clusters of a project, without those that no longer exist. */
export function clustersOf({ clusters }: ProjectExports): readonly ClusterExports[] {
  return clusters.kind === 'loaded'
    ? clusters.value.items.filter(({ schedule }) => !(schedule.kind === 'loaded' && schedule.value === 'gone'))
    : [];
}

/** Returns whether no cluster of a project can be missing. */
export function hasAllClusters({ clusters }: ProjectExports): boolean {
  return clusters.kind === 'loaded' && isWhole(clusters.value);
}

/**
 * Returns whether exports of a project may have failed, which its events show. Clusters that don't export, or no longer
 * exist, may have exported before.
 */
export function mayHaveEvents({ clusters }: ProjectExports): boolean {
  return clusters.kind !== 'loaded' || clusters.value.items.length > 0 || !isWhole(clusters.value);
}

/** Returns whether a cluster may have export jobs. Without a schedule, jobs may be left from an earlier one. */
export function mayHaveJobs({ schedule }: ClusterExports): boolean {
  return !(schedule.kind === 'loaded' && (schedule.value === 'off' || schedule.value === 'gone'));
}

/** Returns whether a schedule may export: it names a bucket, and auto-export isn't known to be off. */
export function mayExport(cluster: ClusterExports): boolean {
  const schedule = scheduleOf(cluster);
  return schedule?.export !== undefined && schedule.export !== null && schedule.autoExportEnabled !== false;
}
