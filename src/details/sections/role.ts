import type { CloudProviderAccess, CloudProviderRole } from '../../atlas/cloudProviderAccess';
import { providerName, roleIdOf, type ExportBucket } from '../../atlas/models';
import type { Block } from '../protocol';
import type { Language } from '../../language';
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
];

/** Whom Atlas is in the cloud when it writes to the bucket, and whether that can work. */
export function roleBlocks(bucket: ExportBucket, { roles }: CloudProviderAccess, language: Language): Block[] {
  const { l10n } = language;
  const roleId = roleIdOf(bucket);
  if (roleId === undefined) {
    return [
      notice(
        'information',
        l10n.t('Atlas names no role'),
        l10n.t('What it says of this export bucket of {0} has no role ID.', providerName(bucket)),
      ),
    ];
  }
  const role = roles.find(({ id }) => id === roleId);
  if (role === undefined) {
    return [
      notice(
        'error',
        l10n.t('The role no longer exists'),
        l10n.t(
          'The export bucket refers to a role that is not among the cloud provider access roles of the project. Exports to it fail.',
        ),
      ),
      properties(language, [[l10n.t('Role ID'), roleId]]),
    ];
  }
  return [...standing(role, language), rolePropertiesOf(role, language)];
}

function standing(role: CloudProviderRole, { l10n }: Language): Block[] {
  switch (role.providerName) {
    case 'AWS':
      return role.authorizedDate === undefined || role.iamAssumedRoleArn === undefined
        ? [
            notice(
              'warning',
              l10n.t('The role is not authorized yet'),
              l10n.t(
                'Atlas has not been given the ARN of an AWS IAM role that trusts it. Exports fail until the role is authorized.',
              ),
            ),
          ]
        : [];
    case 'GCP':
      return role.status === undefined || role.status === 'COMPLETE'
        ? []
        : [
            notice(
              'warning',
              l10n.t('The service account is not ready'),
              l10n.t('Atlas says of it: {0}. Exports fail until it is complete.', role.status),
            ),
          ];
    case undefined:
    default:
      return [];
  }
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
