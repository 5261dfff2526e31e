import type { CloudProviderRole } from '../../atlas/cloudProviderAccess';
import type { ReferenceSubject } from '../reference';

/** The export bucket that a cloud provider access role must be able to write to. */
export interface GrantSubject extends ReferenceSubject {
  /** The role that Atlas uses for the bucket; undefined if it wasn't found. */
  readonly role: CloudProviderRole | undefined;
}

/** The kinds of grants, in display order. */
export const GRANT_IDS = [
  'awsTrustPolicy',
  'awsPermissionsPolicy',
  'awsCli',
  'awsTerraformRole',
  'awsTerraformPolicy',
  'azureCli',
  'azureTerraform',
  'gcloud',
  'gcpTerraform',
] as const;
export type GrantId = (typeof GRANT_IDS)[number];

/** A text that grants a role of Atlas the access to a bucket. */
export interface Grant {
  readonly id: GrantId;
  /** The language ID in VS Code. */
  readonly language: 'json' | 'shellscript' | 'terraform';
  /** Without a trailing line break. */
  readonly text: string;
}
