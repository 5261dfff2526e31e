import * as v from 'valibot';
import { count, flag, ObjectId, text } from './fields';

/**
 * A cluster, as far as its backups matter.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupclusters
 */
export const ClusterSchema = v.object({
  name: v.string(),
  id: text,
  /** `REPLICASET`, `SHARDED`, `GEOSHARDED`. */
  clusterType: text,
  /** Whether Cloud Backup is on; without it there is nothing to export. */
  backupEnabled: flag,
  stateName: text,
  paused: flag,
  mongoDBVersion: text,
});
export type Cluster = v.InferOutput<typeof ClusterSchema>;

/**
 * A cluster's backup schedule, as far as it exports.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupclusterbackupschedule
 */
export const BackupScheduleSchema = v.object({
  clusterId: text,
  /** Tells an answer that is none from one without an export. */
  clusterName: v.string(),
  /** Whether snapshots are exported by themselves, to the bucket of `export`. */
  autoExportEnabled: flag,
  /**
   * Absent when no export was ever set up; stays when it was turned off. `frequencyType` is `monthly`, `weekly`, … A
   * bucket ID in another format could be the one that is looked for, so the schedule is not readable then.
   */
  export: v.nullish(v.object({ exportBucketId: ObjectId, frequencyType: text })),
  /** Whether the prefix in the bucket has names in place of IDs. */
  useOrgAndGroupNamesInExportPrefix: flag,
  /** ISO 8601. */
  nextSnapshot: text,
});
export type BackupSchedule = v.InferOutput<typeof BackupScheduleSchema>;

/**
 * One export of a snapshot to a bucket.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupclusterbackupexports
 */
export const ExportJobSchema = v.object({
  id: ObjectId,
  /** The bucket it goes to, which may have been removed since. */
  exportBucketId: ObjectId,
  snapshotId: text,
  /** `Queued`, `InProgress`, `Successful`, `Failed`, `Cancelled`, or one that Atlas adds later. */
  state: text,
  stateReason: v.optional(v.fallback(v.optional(v.object({ errorCode: text, message: text })), undefined)),
  /** ISO 8601. */
  createdAt: text,
  /** ISO 8601; absent until the end. */
  finishedAt: text,
  exportStatus: v.optional(
    v.fallback(v.optional(v.object({ exportedCollections: count, totalCollections: count })), undefined),
  ),
  /** Where in the bucket the snapshot is. */
  prefix: text,
});
export type ExportJob = v.InferOutput<typeof ExportJobSchema>;
