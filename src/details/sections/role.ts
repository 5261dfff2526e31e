import {
  RoleSchema,
  rolesFor,
  type CloudProviderAccess,
  type CloudProviderRole,
} from '../../atlas/cloudProviderAccess';
import { providerName, roleIdOf, type ExportBucket } from '../../atlas/models';
import { isObjectId } from '../../atlas/objectId';
import { findIn } from '../../atlas/reading';
import type { Block } from '../protocol';
import type { Language } from '../../text/language';
import { formatDate, notice, properties, unknownFields } from './blocks';

/** Fields that are shown under our own labels, or not at all. */
const KNOWN_FIELDS = [...Object.keys(RoleSchema.entries), 'id', 'unreadableFields', 'featureUsages', 'links'];

/** Returns the role that Atlas assumes to write to the bucket, and whether it is authorized. */
export function roleBlocks(bucket: ExportBucket, access: CloudProviderAccess, language: Language): Block[] {
  const { l10n } = language;
  const roleId = roleIdOf(bucket);
  if (roleId === undefined) {
    return [
      notice(
        'information',
        l10n.t('No role ID reported'),
        l10n.t(
          'Atlas returned this {0} export bucket without a role ID, or with one in an unsupported format.',
          providerName(bucket),
        ),
      ),
    ];
  }
  const role = findIn(rolesFor(bucket.cloudProvider, access), ({ id, _id }) => id === roleId || _id === roleId);
  switch (role.kind) {
    case 'found':
      return [...authorizationNotices(role.item, language), roleProperties(role.item, language)];
    case 'missing':
      return isObjectId(roleId) ? [...missing(l10n), roleIdOnly(roleId, language)] : undetermined(roleId, language);
    case 'unknown':
      return undetermined(roleId, language);
  }
}

function missing(l10n: Language['l10n']): Block[] {
  return [
    notice(
      'error',
      l10n.t('The role no longer exists'),
      l10n.t(
        'This export bucket’s role isn’t among the project’s cloud provider access roles. Exports to this bucket fail.',
      ),
    ),
  ];
}

function undetermined(roleId: string, language: Language): Block[] {
  const { l10n } = language;
  return [
    notice(
      'warning',
      l10n.t('Can’t tell whether the role exists'),
      l10n.t('The role wasn’t found, but some of the project’s cloud provider access roles couldn’t be read.'),
    ),
    roleIdOnly(roleId, language),
  ];
}

function roleIdOnly(roleId: string, language: Language): Block {
  return properties(language, [[language.l10n.t('Role ID'), roleId]]);
}

/** Statuses of a Google Cloud service account that isn't ready. */
const NOT_READY = new Set(['IN_PROGRESS', 'FAILED', 'NOT_INITIATED']);

function authorizationNotices(role: CloudProviderRole, language: Language): Block[] {
  switch (role.providerName) {
    case 'AWS':
      return awsNotices(role, language);
    case 'GCP':
      return googleCloudNotices(role, language);
    case undefined:
    default:
      return [];
  }
}

/** Atlas documents that the date and the ARN are absent until a role is authorized. If only one is present, the state is unclear. */
function awsNotices(role: CloudProviderRole, { l10n }: Language): Block[] {
  const { authorizedDate, iamAssumedRoleArn, unreadableFields = [] } = role;
  const isReadable = !unreadableFields.some((field) => field === 'authorizedDate' || field === 'iamAssumedRoleArn');
  if (isReadable && authorizedDate === undefined && iamAssumedRoleArn === undefined) {
    return [
      notice(
        'warning',
        l10n.t('The role is not authorized yet'),
        l10n.t(
          'Atlas doesn’t have the ARN of an AWS IAM role that trusts it. Exports fail until the role is authorized.',
        ),
      ),
    ];
  }
  return isDate(authorizedDate) && iamAssumedRoleArn !== undefined
    ? []
    : [
        notice(
          'warning',
          l10n.t('Can’t tell whether the role is authorized'),
          l10n.t('Atlas didn’t return both a readable authorization date and a readable AWS role ARN.'),
        ),
      ];
}

function googleCloudNotices({ status }: CloudProviderRole, { l10n }: Language): Block[] {
  if (status === 'COMPLETE') {
    return [];
  }
  return [
    status !== undefined && NOT_READY.has(status)
      ? notice(
          'warning',
          l10n.t('The service account is not ready'),
          l10n.t('Atlas reports the status {0}. Exports fail until the status is COMPLETE.', status),
        )
      : notice(
          'warning',
          l10n.t('Can’t tell whether the service account is ready'),
          status === undefined
            ? l10n.t('Atlas didn’t return a readable status.')
            : l10n.t('Atlas reports an unknown status: {0}', status),
        ),
  ];
}

function isDate(iso: string | undefined): boolean {
  return iso !== undefined && !Number.isNaN(Date.parse(iso));
}

function roleProperties(role: CloudProviderRole, language: Language): Block {
  const { l10n } = language;
  return properties(
    language,
    [
      [l10n.t('Role ID'), role.id],
      [l10n.t('AWS role ARN'), role.iamAssumedRoleArn],
      [l10n.t('Atlas account ARN'), role.atlasAWSAccountArn],
      [l10n.t('External ID'), role.atlasAssumedRoleExternalId],
      [l10n.t('Service principal ID'), role.servicePrincipalId],
      [l10n.t('Tenant ID'), role.tenantId],
      [l10n.t('Atlas application ID'), role.atlasAzureAppId],
      [l10n.t('Service account'), role.gcpServiceAccountForAtlas],
      [l10n.t('Status'), role.status],
      [l10n.t('Authorized'), formatDate(language, role.authorizedDate)],
      [l10n.t('Created'), formatDate(language, role.createdDate)],
      [l10n.t('Last updated'), formatDate(language, role.lastUpdatedDate)],
    ],
    unknownFields(language, role, KNOWN_FIELDS),
  );
}
