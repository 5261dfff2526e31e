import { ExportBucketSchema, providerName, type ExportBucket, type Project } from '../../atlas/models';
import { registeredAt } from '../../atlas/objectId';
import type { FailureDescription } from '../../failures/failure';
import type { Block } from '../protocol';
import type { Language } from '../../text/language';
import { explain, notice, properties, unknownFields } from './blocks';

/** An export bucket with its project and organization. */
export interface Identity {
  readonly bucket: ExportBucket;
  readonly project: Project;
  /** Undefined until it is loaded, and if Atlas didn't return its ID. */
  readonly organization: { readonly name: string } | OrganizationFailure | undefined;
}

/** Why the name of the organization is missing. */
interface OrganizationFailure {
  readonly failure: FailureDescription;
  /** Whether Atlas reports that the credential lacks a role. */
  readonly lacksRole: boolean;
}

/** Returns the last loaded values after the credential was removed. */
export function identityWithoutCredential(identity: Identity, language: Language): Block[] {
  const { l10n } = language;
  return [
    notice(
      'warning',
      l10n.t('Credential removed'),
      l10n.t('The credential used to load this export bucket was removed. These are the last loaded values.'),
    ),
    ...identityBlocks(identity, language),
  ];
}

/** Fields that are shown under our own labels, or not at all. */
const KNOWN_FIELDS = [...Object.keys(ExportBucketSchema.entries), 'links'];

/** Returns all fields of the bucket. Unknown fields come last. */
export function identityBlocks({ bucket, project, organization }: Identity, language: Language): Block[] {
  const { l10n } = language;
  const networking = bucket.requirePrivateNetworking;
  const registered = registeredAt(bucket._id);
  return [
    ...(organization !== undefined && 'failure' in organization ? [organizationNotice(organization, language)] : []),
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

function organizationNotice({ failure, lacksRole }: OrganizationFailure, { l10n }: Language): Block {
  return notice(
    'information',
    l10n.t('Organization name not loaded'),
    lacksRole
      ? l10n.t('The credential lacks a role in the organization. The organization ID is shown below.')
      : explain(failure),
  );
}
