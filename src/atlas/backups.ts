import * as v from 'valibot';
import { count, flag, ObjectId, optionalField, text } from './fields';

/** The used part of a cluster. */
export const ClusterSchema = v.object({
  name: v.string(),
  /** Whether Cloud Backup is enabled. Exports need it. */
  backupEnabled: flag,
  /** A paused cluster takes no snapshots. */
  paused: flag,
});
export type Cluster = v.InferOutput<typeof ClusterSchema>;

const Policy = v.object({ policyItems: v.array(v.object({ frequencyType: text })) });

/** The export part of a cluster's backup schedule. */
export const BackupScheduleSchema = v.object({
  /** Required, to tell a schedule without an export from a response that is no schedule. */
  clusterName: v.string(),
  /** Whether snapshots are exported automatically to the bucket in `export`. */
  autoExportEnabled: flag,
  /**
   * Absent if no export was ever set up; kept when exports are turned off. `frequencyType` is `monthly`, `weekly`, … A
   * bucket ID in an unknown format makes the schedule unreadable, because it could be the ID that is searched for.
   */
  export: v.nullish(v.object({ exportBucketId: ObjectId, frequencyType: text })),
  /** Atlas exports only snapshots of items with the frequency of `export`. Undefined if Atlas sent no readable policies. */
  policies: optionalField(v.array(Policy)),
});
export type BackupSchedule = v.InferOutput<typeof BackupScheduleSchema>;

/** One export of a snapshot to a bucket. */
export const ExportJobSchema = v.object({
  id: ObjectId,
  /** The target bucket, which may have been deleted since. */
  exportBucketId: ObjectId,
  /** `Queued`, `InProgress`, `Successful`, `Failed`, `Cancelled`, or one that Atlas adds later. */
  state: text,
  stateReason: optionalField(v.object({ errorCode: text, message: text })),
  /** ISO 8601. */
  createdAt: text,
  /** ISO 8601; absent until the job ends. */
  finishedAt: text,
  exportStatus: optionalField(v.object({ exportedCollections: count, totalCollections: count })),
  /** Path of the exported snapshot in the bucket. */
  prefix: text,
  /** For a sharded cluster, the jobs of its replica sets. */
  components: optionalField(v.array(v.fallback(v.object({ exportId: text }), {}))),
});
export type ExportJob = v.InferOutput<typeof ExportJobSchema>;
