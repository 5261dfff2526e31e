import * as v from 'valibot';
import { text } from './fields';

/** The events about exports. */
export const EXPORT_EVENT_TYPES = ['CPS_EXPORT_SUCCESSFUL', 'CPS_EXPORT_FAILED', 'CPS_AUTO_EXPORT_FAILED'] as const;

/**
 * The used part of an event. Events also have names and addresses of users, which are not decoded, so that they are
 * neither kept nor shown.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupevents
 */
export const ExportEventSchema = v.object({
  eventTypeName: v.string(),
  /** ISO 8601. */
  created: v.string(),
  /** Not documented, so it can be absent. */
  clusterName: text,
});
export type ExportEvent = v.InferOutput<typeof ExportEventSchema>;
