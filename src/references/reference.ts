import type { ExportBucket } from '../atlas/models';

/** What a reference is about. */
export interface ReferenceSubject {
  readonly bucket: ExportBucket;
  readonly projectId: string;
  /** Of the Atlas that the bucket is registered in, as `parseOrigin` returns it. */
  readonly origin: string;
  /** The name of its block in Terraform, where other buckets in the same text have the one that is made of its own. */
  readonly blockName?: string;
}

/** The ways to refer to an export bucket, in the order in which they are offered. */
export const REFERENCE_IDS = [
  'uri',
  'arn',
  'cliDescribe',
  'cliCreateJob',
  'cliApi',
  'terraformResource',
  'terraformDataSource',
  'terraformSchedule',
  'curlBearer',
  'curlDigest',
  'goSdk',
] as const;
export type ReferenceId = (typeof REFERENCE_IDS)[number];

export interface Reference {
  readonly id: ReferenceId;
  /** As VS Code names languages. */
  readonly language: 'plaintext' | 'shellscript' | 'terraform' | 'go';
  /** Without a line break at its end. */
  readonly text: string;
}
