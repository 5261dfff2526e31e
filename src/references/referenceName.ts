import type { ReferenceId } from './reference';

/** Returns the name of a kind of reference, as in the menu. */
export function referenceName(id: ReferenceId, l10n: { t(message: string): string }): string {
  const names: Record<ReferenceId, string> = {
    uri: l10n.t('Storage URI'),
    arn: l10n.t('AWS Bucket ARN'),
    cliDescribe: l10n.t('Atlas CLI: Describe'),
    cliCreateJob: l10n.t('Atlas CLI: Create Export Job'),
    cliApi: l10n.t('Atlas CLI: API Call'),
    terraformResource: l10n.t('Terraform: Import and Resource'),
    terraformDataSource: l10n.t('Terraform: Data Source'),
    terraformSchedule: l10n.t('Terraform: Schedule Export'),
    curlBearer: l10n.t('curl with Bearer Token'),
    curlDigest: l10n.t('curl with Digest'),
    goSdk: l10n.t('Go SDK'),
  };
  return names[id];
}
