import type { ExportBucket } from '../atlas/models';

/** The export bucket that a reference refers to. */
export interface ReferenceSubject {
  readonly bucket: ExportBucket;
  readonly projectId: string;
  /** The base URL of the Atlas where the bucket is registered, as `parseOrigin` returns it. */
  readonly origin: string;
  /** The name of the Terraform block, if other buckets in the same text would share the default name. */
  readonly blockName?: string;
}

/** The kinds of references, in display order. */
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
  /** The language ID in VS Code. */
  readonly language: 'plaintext' | 'shellscript' | 'terraform' | 'go';
  /** Without a trailing line break. */
  readonly text: string;
}
