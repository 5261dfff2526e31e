import { rolesFor, type CloudProviderAccess, type CloudProviderRole } from '../../atlas/cloudProviderAccess';
import { providerName, roleIdOf, type ExportBucket } from '../../atlas/models';
import { isObjectId } from '../../atlas/objectId';
import { findIn } from '../../atlas/reading';
import type { Block } from '../protocol';
import type { Language } from '../../text/language';
import { moment, notice, properties, unknownFields } from './blocks';

const KNOWN_FIELDS = [
  'id',
  'roleId',
  '_id',
  'providerName',
  'iamAssumedRoleArn',
  'atlasAWSAccountArn',
  'atlasAssumedRoleExternalId',
  'authorizedDate',
  'atlasAzureAppId',
  'servicePrincipalId',
  'tenantId',
  'gcpServiceAccountForAtlas',
  'status',
  'createdDate',
  'lastUpdatedDate',
  'featureUsages',
  'links',
  'unreadableFields',
];

/** Whom Atlas is in the cloud when it writes to the bucket, and whether that can work. */
export function roleBlocks(bucket: ExportBucket, access: CloudProviderAccess, language: Language): Block[] {
  const { l10n } = language;
  const roleId = roleIdOf(bucket);
  if (roleId === undefined) {
    return [
      notice(
        'information',
        l10n.t('No role ID is reported'),
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
      return [...standing(role.item, language), rolePropertiesOf(role.item, language)];
    case 'missing':
      return isObjectId(roleId) ? [...missing(l10n), roleIdOnly(roleId, language)] : unknown(roleId, language);
    case 'unknown':
      return unknown(roleId, language);
  }
}

function missing(l10n: Language['l10n']): Block[] {
  return [
    notice(
      'error',
      l10n.t('The role no longer exists'),
      l10n.t(
        'The export bucket refers to a role that is not among the cloud provider access roles of the project. Exports to it fail.',
      ),
    ),
  ];
}

function unknown(roleId: string, language: Language): Block[] {
  const { l10n } = language;
  return [
    notice(
      'warning',
      l10n.t('Can’t tell whether the role exists'),
      l10n.t(
        'It was not found among the cloud provider access roles that could be read, and Atlas returned some in an unsupported format.',
      ),
    ),
    roleIdOnly(roleId, language),
  ];
}

function roleIdOnly(roleId: string, language: Language): Block {
  return properties(language, [[language.l10n.t('Role ID'), roleId]]);
}

/** States of a Google Cloud service account in which it can't be used yet. */
const NOT_READY = new Set(['IN_PROGRESS', 'FAILED', 'NOT_INITIATED']);

function standing(role: CloudProviderRole, language: Language): Block[] {
  switch (role.providerName) {
    case 'AWS':
      return standingInAws(role, language);
    case 'GCP':
      return standingInGoogleCloud(role, language);
    case undefined:
    default:
      return [];
  }
}

/** Atlas documents that the date and the ARN are absent until a role is authorized; anything else in between is odd. */
function standingInAws(role: CloudProviderRole, { l10n }: Language): Block[] {
  const { authorizedDate, iamAssumedRoleArn, unreadableFields = [] } = role;
  const isReadable = !unreadableFields.some((field) => field === 'authorizedDate' || field === 'iamAssumedRoleArn');
  if (isReadable && authorizedDate === undefined && iamAssumedRoleArn === undefined) {
    return [
      notice(
        'warning',
        l10n.t('The role is not authorized yet'),
        l10n.t(
          'Atlas has not been given the ARN of an AWS IAM role that trusts it. Exports fail until the role is authorized.',
        ),
      ),
    ];
  }
  return isMoment(authorizedDate) && iamAssumedRoleArn !== undefined
    ? []
    : [
        notice(
          'warning',
          l10n.t('Can’t tell whether the role is authorized'),
          l10n.t('Atlas returned no readable pair of an authorization date and an AWS role ARN.'),
        ),
      ];
}

function standingInGoogleCloud({ status }: CloudProviderRole, { l10n }: Language): Block[] {
  if (status === 'COMPLETE') {
    return [];
  }
  return [
    status !== undefined && NOT_READY.has(status)
      ? notice(
          'warning',
          l10n.t('The service account is not ready'),
          l10n.t('Atlas reports its status as {0}. Exports fail until it is COMPLETE.', status),
        )
      : notice(
          'warning',
          l10n.t('Can’t tell whether the service account is ready'),
          status === undefined
            ? l10n.t('Atlas returned no readable status.')
            : l10n.t('Atlas reports its status as {0}, which this version doesn’t know.', status),
        ),
  ];
}

function isMoment(iso: string | undefined): boolean {
  return iso !== undefined && !Number.isNaN(Date.parse(iso));
}

function rolePropertiesOf(role: CloudProviderRole, language: Language): Block {
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
      [l10n.t('Authorized'), moment(language, role.authorizedDate)],
      [l10n.t('Created'), moment(language, role.createdDate)],
      [l10n.t('Last updated'), moment(language, role.lastUpdatedDate)],
    ],
    unknownFields(language, role, KNOWN_FIELDS),
  );
}
