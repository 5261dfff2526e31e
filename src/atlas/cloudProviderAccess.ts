import * as v from 'valibot';
import type { Json } from './json';
import { repeatedNames } from './jsonText';
import { decodeRow, isAmbiguousList, rowTexts, withRawJson, type RAW_JSON, type RowText } from './rawJson';
import { isObjectId } from './objectId';
import { text, unreadableFields } from './fields';
import type { LoadedItems } from './loadedItems';

/** A cloud provider access role as Atlas sends it, including unknown fields. */
export const RoleSchema = v.looseObject({
  /** AWS and GCP: what a bucket's `iamRoleId` or `roleId` refers to. */
  roleId: text,
  /** AZURE: what a bucket's `roleId` refers to. */
  _id: text,
  /** `AWS`, `AZURE`, `GCP`, or one that Atlas adds later. */
  providerName: text,
  /** AWS: absent until the role is authorized. */
  iamAssumedRoleArn: text,
  /** AWS: the account that the role must trust. */
  atlasAWSAccountArn: text,
  /** AWS: the external ID that the trust policy must require. */
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
  /** GCP: `COMPLETE` if it can be used, else `IN_PROGRESS`, `FAILED` or `NOT_INITIATED`. */
  status: text,
  /** ISO 8601. */
  createdDate: text,
  /** AZURE, ISO 8601. */
  lastUpdatedDate: text,
});

export interface CloudProviderRole extends v.InferOutput<typeof RoleSchema> {
  /** Present if the fields don't contain everything that Atlas sent. */
  readonly [RAW_JSON]?: string;
  /** The identifier in a bucket that uses the role, whatever the provider calls it. */
  readonly id: string;
  /** Known fields with values in an unsupported format. They are not absent, although they can't be shown. */
  readonly unreadableFields?: readonly string[];
}

export interface CloudProviderAccess {
  readonly roles: readonly CloudProviderRole[];
  /** Number of rows without an identifier. */
  readonly unreadable: number;
  /** Providers whose list is missing from the response; absent if it has all of them. */
  readonly unlisted?: readonly string[];
}

/** The lists in the response, and the provider of each. */
const PROVIDERS: Readonly<Record<string, string>> = {
  awsIamRoles: 'AWS',
  azureServicePrincipals: 'AZURE',
  gcpServiceAccounts: 'GCP',
};

/**
 * Reads the roles of a project row by row, including those in lists that Atlas adds later.
 * @returns undefined if the response has none of the lists, or may have lost one because a name is repeated
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupcloudprovideraccess
 */
export function decodeCloudProviderAccess(response: Json): CloudProviderAccess | undefined {
  const parsed = v.safeParse(v.record(v.string(), v.unknown()), response.value);
  if (!parsed.success || !Object.keys(PROVIDERS).some((name) => Array.isArray(parsed.output[name]))) {
    return undefined;
  }
  const lists = parsed.output;
  if (isAmbiguousList(response, Object.keys(lists))) {
    return undefined;
  }
  const textOf = rowTexts(response);
  const rows = Object.entries(lists)
    .filter(([name]) => name !== 'links')
    .flatMap(([name, list]) =>
      Array.isArray(list) ? list.map((row: unknown, index) => roleOf(row, textOf(index, name), PROVIDERS[name])) : [],
    );
  const roles = rows.filter((role) => role !== undefined);
  const unlisted = Object.entries(PROVIDERS).flatMap(([name, provider]) =>
    Array.isArray(lists[name]) ? [] : [provider],
  );
  return { roles, unreadable: rows.length - roles.length, ...(unlisted.length > 0 && { unlisted }) };
}

/**
 * Returns the roles that a bucket of a provider may use. The list of an unknown provider is never complete, because its
 * name in the API is unknown.
 */
export function rolesFor(provider: string, access: CloudProviderAccess): LoadedItems<CloudProviderRole> {
  const { roles, unreadable, unlisted = [] } = access;
  const isListed = Object.values(PROVIDERS).includes(provider) && !unlisted.includes(provider);
  return { items: roles, unreadable, isComplete: isListed };
}

function roleOf(row: unknown, rowText: RowText, provider: string | undefined): CloudProviderRole | undefined {
  const role = decodeRow(RoleSchema, row, rowText);
  if (role === undefined) {
    return undefined;
  }
  const id = role.roleId ?? role._id;
  const repeated = rowText.hasRepeatedNames ? repeatedNames(rowText.text()) : new Set<string>();
  const unreadable = unreadableFields(RoleSchema, row, repeated);
  return isObjectId(id) && !repeated.has('roleId')
    ? {
        ...withRawJson(role, row, rowText),
        providerName: role.providerName ?? provider,
        id,
        ...(unreadable.length > 0 && { unreadableFields: unreadable }),
      }
    : undefined;
}
