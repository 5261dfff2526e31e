import type { GrantId } from './grant';

/** Returns the name of a kind of grant, as in the menu. */
export function grantName(id: GrantId, l10n: { t(message: string): string }): string {
  const names: Record<GrantId, string> = {
    awsTrustPolicy: l10n.t('Trust Policy'),
    awsPermissionsPolicy: l10n.t('Permissions Policy'),
    awsCli: l10n.t('AWS CLI: Role and Permissions'),
    awsTerraformRole: l10n.t('Terraform: Role with Trust Policy'),
    awsTerraformPolicy: l10n.t('Terraform: Permissions Policy'),
    azureCli: l10n.t('Azure CLI: Role Assignments'),
    azureTerraform: l10n.t('Terraform: Role Assignments'),
    gcloud: l10n.t('gcloud CLI: Bucket Binding'),
    gcpTerraform: l10n.t('Terraform: Bucket Binding'),
  };
  return names[id];
}
