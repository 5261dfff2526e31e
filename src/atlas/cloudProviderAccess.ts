import * as v from 'valibot';
import { withText, type AS_SENT } from './asSent';
import { isObjectId } from './objectId';
import { text, unreadableFields } from './fields';
import type { Reading } from './reading';

/** A cloud-side role that Atlas assumes, as Atlas sends it, unknown fields included. */
export const RoleSchema = v.looseObject({
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
  /** Known fields whose values have an unsupported format: they are not absent, although they can't be shown. */
  readonly unreadableFields?: readonly string[];
}

export interface CloudProviderAccess {
  readonly roles: readonly CloudProviderRole[];
  /** Rows without an identifier. */
  readonly unreadable: number;
  /** Providers whose list the response lacks; absent when it has all of them. */
  readonly unlisted?: readonly string[];
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
  const lists = answer.output;
  const rows = Object.entries(lists)
    .filter(([name]) => name !== 'links')
    .flatMap(([name, list]) => (Array.isArray(list) ? list.map((row: unknown) => roleOf(row, PROVIDERS[name])) : []));
  const roles = rows.filter((role) => role !== undefined);
  const unlisted = Object.entries(PROVIDERS).flatMap(([name, provider]) =>
    Array.isArray(lists[name]) ? [] : [provider],
  );
  return { roles, unreadable: rows.length - roles.length, ...(unlisted.length > 0 && { unlisted }) };
}

/**
 * Returns the roles that a bucket of a provider may refer to. The list of a provider that this version doesn't know is
 * never complete, for nobody knows what Atlas calls it.
 */
export function rolesFor(provider: string, access: CloudProviderAccess): Reading<CloudProviderRole> {
  const { roles, unreadable, unlisted = [] } = access;
  const isListed = Object.values(PROVIDERS).includes(provider) && !unlisted.includes(provider);
  return { items: roles, unreadable, isComplete: isListed };
}

function roleOf(row: unknown, provider: string | undefined): CloudProviderRole | undefined {
  const role = v.safeParse(RoleSchema, row);
  if (!role.success) {
    return undefined;
  }
  const id = role.output.roleId ?? role.output._id;
  const unreadable = unreadableFields(RoleSchema, row);
  return isObjectId(id)
    ? {
        ...withText(role.output, row, () => JSON.stringify(row)),
        providerName: role.output.providerName ?? provider,
        id,
        ...(unreadable.length > 0 && { unreadableFields: unreadable }),
      }
    : undefined;
}
