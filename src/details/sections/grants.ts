import type { ExportBucket } from '../../atlas/models';
import type { GrantSubject } from '../../references/grants/grant';
import { grantName } from '../../references/grants/grantName';
import { grants } from '../../references/grants/grants';
import type { L10n, Language } from '../../text/language';
import type { Block, Snippets } from '../protocol';
import { copyable } from './blocks';

type Disclosure = NonNullable<Snippets['disclosure']>;

/** Returns what the cloud must grant to the role of a bucket. Nothing for an unknown provider. */
export function grantBlocks(subject: GrantSubject, { l10n }: Language): Block[] {
  const { cloudProvider } = subject.bucket;
  const { grants: written, unavailable } = grants(subject);
  const snippets = written.map(({ id, language, text }) => {
    const title = grantName(id, l10n);
    return { id, title, language, value: copyable(l10n, title, text) };
  });
  const missing =
    unavailable.length === 0
      ? []
      : [
          l10n.t(
            'Not available, because Atlas didn’t return the required values: {0}',
            unavailable.map((id) => grantName(id, l10n)).join(', '),
          ),
        ];
  return block(snippets, [...notesFor(cloudProvider, l10n), ...missing], cloudProvider, l10n);
}

/** Returns the block of a role that hasn't been loaded yet, so that nothing below moves when it is. */
export function grantsPending({ cloudProvider }: ExportBucket, { l10n }: Language): Block[] {
  return block([], [l10n.t('Loading…')], cloudProvider, l10n);
}

function block(snippets: Snippets['snippets'], notes: Disclosure['notes'], cloudProvider: string, l10n: L10n): Block[] {
  const disclosure = { title: l10n.t('What your cloud must grant'), notes };
  return notesFor(cloudProvider, l10n).length === 0
    ? []
    : [{ kind: 'snippets', label: l10n.t('Format'), snippets, disclosure }];
}

/** Returns what to know about the grants of a provider. Empty for an unknown provider. */
function notesFor(cloudProvider: string, l10n: L10n): string[] {
  switch (cloudProvider) {
    case 'AWS':
      return [
        l10n.t(
          'The role ID is Atlas’s own (24 hexadecimal digits), the external ID (a UUID) belongs in the trust policy, and the ARN names your AWS role.',
        ),
        l10n.t(
          'Note: if the S3 bucket is encrypted with a KMS key, AWS also requires kms:GenerateDataKey on that key. These policies don’t include it, because Atlas doesn’t report the encryption.',
        ),
      ];
    case 'AZURE':
      return [
        l10n.t(
          'Atlas requires both roles: Storage Blob Delegator on the storage account, and Storage Blob Data Contributor on the container.',
        ),
      ];
    case 'GCP':
      return [l10n.t('Atlas’s service account requires the Storage Object User role on the bucket.')];
    default:
      return [];
  }
}
