import { RoleSchema, type CloudProviderRole } from '../../atlas/cloudProviderAccess';
import { providerName, roleIdOf, type ExportBucket } from '../../atlas/models';
import type { L10n, Language } from '../../text/language';
import type { Block, Property } from '../protocol';
import type { RoleFinding } from '../../exports/health/roleFinding';
import { formatDate, notice, pending, present, propertyList, unknownFields } from './blocks';

/** Fields that are shown under our own labels, or not at all. */
const KNOWN_FIELDS = [...Object.keys(RoleSchema.entries), 'id', 'unreadableFields', 'featureUsages', 'links'];

/** Returns the rows of a role that hasn't been loaded yet, so that nothing below moves when it is. */
export function rolePending(bucket: ExportBucket, { l10n }: Language): Block[] {
  const labels = new Map([
    ['AWS', [l10n.t('AWS role ARN'), l10n.t('Atlas account ARN'), l10n.t('External ID'), l10n.t('Authorized')]],
    ['AZURE', [l10n.t('Service principal ID'), l10n.t('Atlas application ID'), l10n.t('Last updated')]],
    ['GCP', [l10n.t('Service account'), l10n.t('Status')]],
  ]);
  const roleId = roleIdOf(bucket);
  const later = labels.get(bucket.cloudProvider) ?? [];
  return propertyList([
    roleId === undefined ? pending(l10n.t('Role ID')) : present(l10n, l10n.t('Role ID'), roleId, 'copy'),
    ...[...later, l10n.t('Created')].map(pending),
  ]);
}

/** Returns the role that Atlas assumes to write to the bucket, and whether it is authorized. */
export function roleBlocks(bucket: ExportBucket, finding: RoleFinding, language: Language): Block[] {
  const { l10n } = language;
  switch (finding.kind) {
    case 'noRoleId':
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
    case 'found':
      return [...authorizationNotices(finding, language), ...roleProperties(bucket, finding.role, language)];
    case 'gone':
      return [
        notice(
          'error',
          l10n.t('The role no longer exists'),
          l10n.t(
            'This export bucket’s role isn’t among the project’s cloud provider access roles. Exports to this bucket fail.',
          ),
        ),
        ...roleIdOnly(finding.roleId, language),
      ];
    case 'undetermined':
      return [
        notice(
          'warning',
          l10n.t('Can’t tell whether the role exists'),
          l10n.t('The role wasn’t found, but some of the project’s cloud provider access roles couldn’t be read.'),
        ),
        ...roleIdOnly(finding.roleId, language),
      ];
  }
}

function roleIdOnly(roleId: string, { l10n }: Language): Block[] {
  return propertyList([present(l10n, l10n.t('Role ID'), roleId, 'copy')]);
}

function authorizationNotices(
  { role, authorization }: Extract<RoleFinding, { kind: 'found' }>,
  { l10n }: Language,
): Block[] {
  const { status } = role;
  const isAccount = role.providerName === 'GCP';
  switch (authorization) {
    case 'authorized':
    case 'notReported':
      return [];
    case 'notAuthorized':
      return [
        isAccount
          ? notice(
              'error',
              l10n.t('The service account is not ready'),
              l10n.t('Atlas reports the status {0}. Exports fail until the status is COMPLETE.', status ?? ''),
            )
          : notice(
              'error',
              l10n.t('The role is not authorized yet'),
              l10n.t(
                'Atlas doesn’t have the ARN of an AWS IAM role that trusts it. Exports fail until the role is authorized.',
              ),
            ),
      ];
    case 'unclear':
      return [
        isAccount
          ? notice(
              'warning',
              l10n.t('Can’t tell whether the service account is ready'),
              status === undefined
                ? l10n.t('Atlas didn’t return a readable status.')
                : l10n.t('Atlas reports an unknown status: {0}', status),
            )
          : notice(
              'warning',
              l10n.t('Can’t tell whether the role is authorized'),
              l10n.t('Atlas didn’t return both a readable authorization date and a readable AWS role ARN.'),
            ),
      ];
  }
}

function roleProperties(bucket: ExportBucket, role: CloudProviderRole, language: Language): Block[] {
  const { l10n } = language;
  const text = (label: string, value: string | undefined, copy?: 'copy'): Property[] =>
    value === undefined || value === '' ? [] : [present(l10n, label, value, copy)];
  return propertyList([
    ...text(l10n.t('Role ID'), role.id, 'copy'),
    ...text(l10n.t('AWS role ARN'), role.iamAssumedRoleArn, 'copy'),
    ...text(l10n.t('Atlas account ARN'), role.atlasAWSAccountArn, 'copy'),
    ...text(l10n.t('External ID'), role.atlasAssumedRoleExternalId, 'copy'),
    ...text(l10n.t('Service principal ID'), role.servicePrincipalId, 'copy'),
    // The bucket has the same tenant unless something is wrong.
    ...(role.tenantId === bucket.tenantId ? [] : text(l10n.t('Tenant ID'), role.tenantId, 'copy')),
    ...text(l10n.t('Atlas application ID'), role.atlasAzureAppId, 'copy'),
    ...text(l10n.t('Service account'), role.gcpServiceAccountForAtlas, 'copy'),
    ...text(l10n.t('Status'), statusText(role.status, l10n)),
    ...text(l10n.t('Authorized'), formatDate(role.authorizedDate)),
    ...text(l10n.t('Last updated'), formatDate(role.lastUpdatedDate)),
    ...text(l10n.t('Created'), formatDate(role.createdDate)),
    ...unknownFields(language, role, KNOWN_FIELDS),
  ]);
}

function statusText(status: string | undefined, l10n: L10n): string | undefined {
  const names = new Map([
    ['COMPLETE', l10n.t('ready')],
    ['IN_PROGRESS', l10n.t('setup in progress')],
    ['FAILED', l10n.t('setup failed')],
    ['NOT_INITIATED', l10n.t('setup not started')],
  ]);
  return names.get(status ?? '') ?? status;
}
