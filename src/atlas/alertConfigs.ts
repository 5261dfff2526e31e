import * as v from 'valibot';
import { flag, optionalField } from './fields';

/** The length of a list whose items are not decoded; undefined if it isn't a list. */
const length = optionalField(
  v.pipe(
    v.array(v.unknown()),
    v.transform((items) => items.length),
  ),
);

/**
 * The used part of an alert configuration. Who is notified is not decoded.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupalertconfigs
 */
export const AlertConfigSchema = v.object({
  eventTypeName: v.string(),
  enabled: flag,
  /** Number of conditions. With any, the alert may not apply to every cluster. */
  matchers: length,
  /** Number of recipients. */
  notifications: length,
});
export type AlertConfig = v.InferOutput<typeof AlertConfigSchema>;
