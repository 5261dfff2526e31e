import { bucketArn } from '../storage';
import type { GrantSubject } from './grant';

/** A policy document of AWS IAM. The names are those of AWS. */
export interface Policy {
  readonly Version: string;
  readonly Statement: readonly PolicyObject[];
}
export interface PolicyObject {
  readonly [name: string]: string | PolicyObject;
}

/** An AWS IAM role. */
export interface IamRole {
  readonly name: string;
  /** `/`, or names between slashes. */
  readonly path: string;
  /** Whether the role exists, because Atlas has its ARN. */
  readonly exists: boolean;
}

/** The version of the policy language, not of a policy. */
const VERSION = '2012-10-17';

/**
 * Returns the policy that lets Atlas assume the AWS role.
 * @returns undefined if Atlas didn't return both values, or if AWS could read one of them as anything else: a principal
 * such as `*` would trust every AWS account, and a variable in the external ID could match any ID
 * @see https://www.mongodb.com/docs/atlas/security/set-up-unified-aws-access/
 */
export function trustPolicy({ bucket, role }: GrantSubject): Policy | undefined {
  const account = role?.atlasAWSAccountArn;
  const externalId = role?.atlasAssumedRoleExternalId;
  if (
    !usesRole(bucket.cloudProvider, role?.providerName) ||
    account === undefined ||
    externalId === undefined ||
    !PRINCIPAL.test(account) ||
    !EXTERNAL_ID.test(externalId)
  ) {
    return undefined;
  }
  return {
    Version: VERSION,
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: account },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': externalId } },
      },
    ],
  };
}

const PRINCIPAL = /^arn:aws[a-z-]*:iam::\d{12}:(root|(user|role)\/[\w+=,.@/-]+)$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

/**
 * Returns the policy that lets the AWS role write to the bucket. The ARN of the bucket contains neither wildcards nor
 * variables, so the policy never covers another bucket.
 * @returns undefined for other providers
 * @see https://www.mongodb.com/docs/atlas/backup/cloud-backup/export/
 */
export function permissionsPolicy(subject: GrantSubject): Policy | undefined {
  const { role } = subject;
  const arn = bucketArn(subject, role?.iamAssumedRoleArn ?? role?.atlasAWSAccountArn);
  if (arn === undefined) {
    return undefined;
  }
  return {
    Version: VERSION,
    Statement: [
      { Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: arn },
      { Effect: 'Allow', Action: 's3:PutObject', Resource: `${arn}/*` },
    ],
  };
}

/**
 * Returns the AWS role: the one that Atlas has the ARN of, or a new one that is named after the role ID.
 * @returns undefined if the role or its ARN can't be read
 */
export function iamRole({ bucket, role }: GrantSubject): IamRole | undefined {
  if (role === undefined || !usesRole(bucket.cloudProvider, role.providerName)) {
    return undefined;
  }
  const { id, iamAssumedRoleArn: arn, unreadableFields = [] } = role;
  if (arn === undefined) {
    return unreadableFields.includes('iamAssumedRoleArn')
      ? undefined
      : { name: `mongodb-atlas-${id}`, path: '/', exists: false };
  }
  const [, path, name] = ROLE_ARN.exec(arn) ?? [];
  return path === undefined || name === undefined ? undefined : { name, path, exists: true };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role(\/(?:[!-~]+\/)?)([\w+=,.@-]{1,64})$/;

/** Returns the name of the inline policy, which is unique because a role may write to several buckets. */
export function policyName({ bucket }: GrantSubject): string {
  return `mongodb-atlas-export-${bucket._id}`;
}

function usesRole(cloudProvider: string, providerName: string | undefined): boolean {
  return cloudProvider === 'AWS' && providerName === 'AWS';
}
