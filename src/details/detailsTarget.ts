import * as v from 'valibot';
import { ExportBucketSchema, ProjectSchema } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import {
  credentialNode,
  exportBucketNode,
  exportBucketNodeId,
  projectNode,
  type ExportBucketNode,
} from '../tree/nodes';

const DetailsTargetSchema = v.object({
  credentialId: v.string(),
  project: ProjectSchema,
  bucket: ExportBucketSchema,
});

/** The export bucket that a page is about, as it was known when the page was opened. */
export type DetailsTarget = v.InferOutput<typeof DetailsTargetSchema>;

export function targetOf({ bucket, parent }: ExportBucketNode): DetailsTarget {
  return { credentialId: parent.parent.credential.id, project: parent.project, bucket };
}

/** The id of the row that shows it, in whatever window. */
export function targetId({ credentialId, project, bucket }: DetailsTarget): string {
  return exportBucketNodeId(credentialId, project.id, bucket._id);
}

/** The row that shows it. */
export function nodeOf({ project, bucket }: DetailsTarget, credential: Credential): ExportBucketNode {
  return exportBucketNode(projectNode(credentialNode(credential), project), bucket);
}

/** What a page kept for the next window. */
export function writeTarget(target: DetailsTarget): string {
  return JSON.stringify(target);
}

/** Reads what a page has kept; undefined when it is not one of ours. */
export function readTarget(state: unknown): DetailsTarget | undefined {
  const target = v.safeParse(v.pipe(v.string(), v.parseJson(), DetailsTargetSchema), state);
  return target.success ? target.output : undefined;
}
