import { ExportBucketSchema, providerName, type ExportBucket, type Project } from '../../atlas/models';
import { registeredAt } from '../../atlas/objectId';
import type { FailureDescription } from '../../failures/failure';
import type { Language } from '../../text/language';
import { dateAndTime } from '../../text/wording';
import type { Block, Property } from '../protocol';
import { explain, notice, pending, present, propertyList, unknownFields } from './blocks';

/** An export bucket with its project and organization. */
export interface Identity {
  readonly bucket: ExportBucket;
  readonly project: Project;
  /** Undefined until it is loaded, and if Atlas didn't return its ID. */
  readonly organization: { readonly name: string } | OrganizationFailure | undefined;
  /** Whether the bucket itself was loaded; until then, it is as the list returned it, or as the last window kept it. */
  readonly state: 'loading' | 'loaded' | 'failed';
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
    ...identityBlocks({ ...identity, state: identity.state === 'loaded' ? 'loaded' : 'failed' }, language),
  ];
}

/** Fields that are shown under our own labels, or not at all. */
const KNOWN_FIELDS = [...Object.keys(ExportBucketSchema.entries), 'links'];

/**
 * Returns all fields of the bucket but its name and ID, which are in the header. Unknown fields come last. A field that
 * every bucket of the provider has is always shown, so that nothing moves when it is loaded.
 */
export function identityBlocks(identity: Identity, language: Language): Block[] {
  const { bucket, project, state } = identity;
  const { l10n } = language;
  const missing = { loading: '…', loaded: l10n.t('not reported'), failed: l10n.t('not loaded') }[state];
  const field = (provider: string, label: string, text: string | undefined, copy?: 'copy'): Property[] =>
    text !== undefined && text !== ''
      ? [present(l10n, label, text, copy)]
      : bucket.cloudProvider === provider
        ? [present(l10n, label, missing)]
        : [];
  const networking = bucket.requirePrivateNetworking;
  return propertyList([
    present(l10n, l10n.t('Provider'), providerName(bucket)),
    ...field('AWS', l10n.t('Region'), bucket.region),
    ...field(
      'AWS',
      l10n.t('Private networking'),
      networking === undefined ? undefined : networking ? l10n.t('required') : l10n.t('not required'),
    ),
    ...field('AZURE', l10n.t('Service URL'), bucket.serviceUrl, 'copy'),
    ...field('AZURE', l10n.t('Tenant ID'), bucket.tenantId, 'copy'),
    present(l10n, l10n.t('Registered'), dateAndTime(registeredAt(bucket._id))),
    present(l10n, l10n.t('Project ID'), project.id, 'copy'),
    ...organizationRows(identity, language),
    ...unknownFields(language, bucket, KNOWN_FIELDS),
  ]);
}

function organizationRows({ organization, project, state }: Identity, { l10n }: Language): Property[] {
  if (project.orgId === undefined) {
    return [];
  }
  const label = l10n.t('Organization');
  const id = present(l10n, l10n.t('Organization ID'), project.orgId, 'copy');
  if (organization === undefined) {
    return [state === 'loading' ? pending(label) : present(l10n, label, l10n.t('not loaded')), id];
  }
  if ('name' in organization) {
    return [present(l10n, label, organization.name), id];
  }
  const note = organization.lacksRole
    ? l10n.t('The credential lacks a role in the organization.')
    : explain(organization.failure, { l10n });
  return [{ label, value: { text: l10n.t('not loaded'), note } }, id];
}
