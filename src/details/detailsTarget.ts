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

/** Characters of a name that a page keeps. */
const LONGEST_NAME = 200;

/** What a page keeps for the next window, at every scroll: the IDs and the names. The rest is loaded again. */
export function writeTarget({ credentialId, project, bucket }: DetailsTarget): string {
  const { id, orgId } = project;
  const { _id, cloudProvider } = bucket;
  return JSON.stringify({
    credentialId,
    project: { id, orgId, name: cut(project.name, LONGEST_NAME) },
    bucket: {
      _id,
      bucketName: cut(bucket.bucketName, LONGEST_NAME),
      cloudProvider: cut(cloudProvider, LONGEST_NAME),
    },
  });
}

/** Reads what a page has kept; undefined when it is not one of ours. */
export function readTarget(state: unknown): DetailsTarget | undefined {
  const target = v.safeParse(v.pipe(v.string(), v.parseJson(), DetailsTargetSchema), state);
  return target.success ? target.output : undefined;
}
