import * as v from 'valibot';
import { ExportBucketSchema, ProjectSchema } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import { cut } from '../text/invisible';
import {
  credentialNode,
  exportBucketNode,
  exportBucketNodeId,
  projectNode,
  type ExportBucketNode,
} from '../model/nodes';

const DetailsTargetSchema = v.object({
  credentialId: v.string(),
  project: ProjectSchema,
  bucket: ExportBucketSchema,
});

/** The export bucket that a page shows, as loaded when the page was opened. */
export type DetailsTarget = v.InferOutput<typeof DetailsTargetSchema>;

/** Returns the target for a row. */
export function targetOf({ bucket, parent }: ExportBucketNode): DetailsTarget {
  return { credentialId: parent.parent.credential.id, project: parent.project, bucket };
}

/** Returns the ID of the target's row, which is the same in every window. */
export function targetId({ credentialId, project, bucket }: DetailsTarget): string {
  return exportBucketNodeId(credentialId, project.id, bucket._id);
}

/** Returns the target's row. */
export function nodeOf({ project, bucket }: DetailsTarget, credential: Credential): ExportBucketNode {
  return exportBucketNode(projectNode(credentialNode(credential), project), bucket);
}

/** Maximum characters of a text in a stored target. */
const MAX_TEXT = 200;

/**
 * Returns the target as the page stores it for a window reload: only IDs and names, because each scroll stores it.
 * Without the ID of its role, a bucket would look like one without a role.
 */
export function writeTarget({ credentialId, project, bucket }: DetailsTarget): string {
  const { id, orgId } = project;
  const { _id, cloudProvider, iamRoleId, roleId } = bucket;
  return JSON.stringify({
    credentialId,
    project: { id, orgId, name: cut(project.name, MAX_TEXT) },
    bucket: {
      _id,
      bucketName: cut(bucket.bucketName, MAX_TEXT),
      cloudProvider: cut(cloudProvider, MAX_TEXT),
      iamRoleId: iamRoleId && cut(iamRoleId, MAX_TEXT),
      roleId: roleId && cut(roleId, MAX_TEXT),
    },
  });
}

/** Reads a stored target. Returns undefined if it is invalid. */
export function readTarget(state: unknown): DetailsTarget | undefined {
  const target = v.safeParse(v.pipe(v.string(), v.parseJson(), DetailsTargetSchema), state);
  return target.success ? target.output : undefined;
}
