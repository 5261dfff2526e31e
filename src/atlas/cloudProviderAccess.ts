import * as v from 'valibot';
import { withText, type AS_SENT } from './asSent';
import { isObjectId } from './objectId';
import { text } from './fields';

/** A cloud-side role that Atlas assumes, as Atlas sends it, unknown fields included. */
const RoleSchema = v.looseObject({
  /** AWS and GCP: what a bucket's `iamRoleId` or `roleId` refers to. */
  roleId: text,
  /** AZURE: what a bucket's `roleId` refers to. */
  _id: text,
  /** `AWS`, `AZURE`, `GCP`, or one that Atlas adds later. */
  providerName: text,
  /** AWS: absent until the role is authorized. */
  iamAssumedRoleArn: text,
  /** AWS: who is to be trusted, … */
  atlasAWSAccountArn: text,
  /** AWS: … and by which external ID. */
  atlasAssumedRoleExternalId: text,
  /** AWS, ISO 8601: absent until the role is authorized. */
  authorizedDate: text,
  /** AZURE. */
  atlasAzureAppId: text,
  /** AZURE. */
  servicePrincipalId: text,
  /** AZURE. */
  tenantId: text,
  /** GCP. */
  gcpServiceAccountForAtlas: text,
  /** GCP: `COMPLETE` when it can be used, else `IN_PROGRESS`, `FAILED`, `NOT_INITIATED`. */
  status: text,
  /** ISO 8601. */
  createdDate: text,
  /** AZURE, ISO 8601. */
  lastUpdatedDate: text,
});

export interface CloudProviderRole extends v.InferOutput<typeof RoleSchema> {
  /** Present where the fields do not say all that Atlas sent. */
  readonly [AS_SENT]?: string;
  /** What a bucket refers to it by, whatever the provider calls it. */
  readonly id: string;
}

export interface CloudProviderAccess {
  readonly roles: readonly CloudProviderRole[];
  /** Rows without an identifier. */
  readonly unreadable: number;
}

/** The lists of the answer, and the provider of each. */
const PROVIDERS: Readonly<Record<string, string>> = {
  awsIamRoles: 'AWS',
  azureServicePrincipals: 'AZURE',
  gcpServiceAccounts: 'GCP',
};

/**
 * Reads the roles of a project row by row, with those of lists that Atlas adds later.
 * @returns undefined when the body has none of the lists
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupcloudprovideraccess
 */
export function decodeCloudProviderAccess(body: unknown): CloudProviderAccess | undefined {
  const answer = v.safeParse(v.record(v.string(), v.unknown()), body);
  if (!answer.success || !Object.keys(PROVIDERS).some((name) => Array.isArray(answer.output[name]))) {
    return undefined;
  }
  const rows = Object.entries(answer.output)
    .filter(([name]) => name !== 'links')
    .flatMap(([name, list]) => (Array.isArray(list) ? list.map((row: unknown) => roleOf(row, PROVIDERS[name])) : []));
  const roles = rows.filter((role) => role !== undefined);
  return { roles, unreadable: rows.length - roles.length };
}

function roleOf(row: unknown, provider: string | undefined): CloudProviderRole | undefined {
  const role = v.safeParse(RoleSchema, row);
  if (!role.success) {
    return undefined;
  }
  const id = role.output.roleId ?? role.output._id;
  return isObjectId(id)
    ? {
        ...withText(role.output, row, () => JSON.stringify(row)),
        providerName: role.output.providerName ?? provider,
        id,
      }
    : undefined;
}
