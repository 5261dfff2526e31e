import { providerName, type ExportBucket, type Project } from '../../atlas/models';
import { registeredAt } from '../../atlas/objectId';
import type { FailureDescription } from '../../failures/failure';
import type { Block } from '../protocol';
import type { Language } from '../../text/language';
import { explain, notice, properties, unknownFields } from './blocks';

/** What names an export bucket, and where it belongs. */
export interface Identity {
  readonly bucket: ExportBucket;
  readonly project: Project;
  /** Undefined until it was loaded, and where Atlas doesn't say which it is. */
  readonly organization: { readonly name: string } | OrganizationFailure | undefined;
}

/** Why the name of the organization is missing. */
interface OrganizationFailure {
  readonly failure: FailureDescription;
  /** Whether Atlas says that the credential lacks a role. */
  readonly lacksRole: boolean;
}

/** What is known of the bucket when nobody can be asked any more. */
export function identityWithoutCredential(identity: Identity, language: Language): Block[] {
  const { l10n } = language;
  return [
    notice(
      'warning',
      l10n.t('The credential is gone'),
      l10n.t('This export bucket was seen through a credential that has been removed. This is what was known of it.'),
    ),
    ...identityBlocks(identity, language),
  ];
}

const KNOWN_FIELDS = [
  '_id',
  'bucketName',
  'cloudProvider',
  'iamRoleId',
  'roleId',
  'region',
  'requirePrivateNetworking',
  'serviceUrl',
  'tenantId',
  'links',
];

/** Everything that Atlas says of the bucket itself; fields that this version does not know come last. */
export function identityBlocks({ bucket, project, organization }: Identity, language: Language): Block[] {
  const { l10n } = language;
  const networking = bucket.requirePrivateNetworking;
  const registered = registeredAt(bucket._id);
  return [
    ...(organization !== undefined && 'failure' in organization ? [withoutName(organization, language)] : []),
    properties(
      language,
      [
        [l10n.t('Name'), bucket.bucketName],
        [l10n.t('Bucket ID'), bucket._id],
        [l10n.t('Provider'), providerName(bucket)],
        [l10n.t('Region'), bucket.region],
        [
          l10n.t('Private networking'),
          networking === undefined ? undefined : networking ? l10n.t('required') : l10n.t('not required'),
        ],
        [l10n.t('Service URL'), bucket.serviceUrl],
        [l10n.t('Tenant ID'), bucket.tenantId],
        [
          l10n.t('Registered (from the ID)'),
          registered.toLocaleString(language.locale, { dateStyle: 'long', timeStyle: 'long' }),
        ],
        [l10n.t('Registered in UTC'), registered.toISOString().replace('.000', '')],
        [l10n.t('Project'), project.name],
        [l10n.t('Project ID'), project.id],
        [l10n.t('Organization'), organization !== undefined && 'name' in organization ? organization.name : undefined],
        [l10n.t('Organization ID'), project.orgId],
      ],
      unknownFields(language, bucket, KNOWN_FIELDS),
    ),
  ];
}

function withoutName({ failure, lacksRole }: OrganizationFailure, { l10n }: Language): Block {
  return notice(
    'information',
    l10n.t('The organization’s name could not be read'),
    lacksRole ? l10n.t('The credential lacks a role in the organization. Its ID is below.') : explain(failure),
  );
}
