import { quoteHcl, quoteShell } from '../quoting';
import { azureStorageAccount, isAzureGovernment } from '../azureUrl';
import { attributes, blockName } from '../terraform';
import type { GrantSubject } from './grant';

/** The roles that Atlas needs: to sign access tokens of the storage account, and to write to the container. */
const DELEGATOR = 'Storage Blob Delegator';
const CONTRIBUTOR = 'Storage Blob Data Contributor';

/** Who gets the roles, and where. */
interface Assignment {
  readonly principal: string;
  /** Contains only letters, digits and `-`. */
  readonly account: string;
  /** The path of the container below the storage account. */
  readonly containerPath: string;
}

/**
 * Returns the commands that assign both roles, with shell variables for the subscription and the resource group, which
 * Atlas doesn't report.
 * @see https://www.mongodb.com/docs/atlas/backup/cloud-backup/export/azure-blob-storage/
 */
export function azureCli(subject: GrantSubject): string | undefined {
  const assignment = assignmentOf(subject);
  if (assignment === undefined) {
    return undefined;
  }
  const { principal, account, containerPath } = assignment;
  const scope = '/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/${RESOURCE_GROUP}/providers/Microsoft.Storage';
  const assign = (role: string, scopeWord: string): string =>
    [
      'az role assignment create',
      `--assignee-object-id ${quoteShell(principal)}`,
      '--assignee-principal-type ServicePrincipal',
      `--role ${quoteShell(role)}`,
      `--scope ${scopeWord}`,
    ].join(' \\\n  ');
  return [
    `STORAGE_ACCOUNT="${scope}/storageAccounts/${account}"`,
    assign(DELEGATOR, '"${STORAGE_ACCOUNT}"'),
    assign(CONTRIBUTOR, `"\${STORAGE_ACCOUNT}"${quoteShell(containerPath)}`),
  ].join('\n');
}

/**
 * Returns both role assignments for Terraform. It finds the storage account by its name, because Atlas doesn't report
 * the resource group.
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/role_assignment
 */
export function azureTerraform(subject: GrantSubject): string | undefined {
  const assignment = assignmentOf(subject);
  if (assignment === undefined) {
    return undefined;
  }
  const { principal, account, containerPath } = assignment;
  const name = blockName(subject);
  const accountId = `one(data.azurerm_resources.${name}.resources).id`;
  const assign = (kind: string, role: string, scope: string): string[] => [
    '',
    `resource "azurerm_role_assignment" ${quoteHcl(`${name}_${kind}`)} {`,
    ...attributes([
      ['scope', scope],
      ['role_definition_name', quoteHcl(role)],
      ['principal_id', quoteHcl(principal)],
      ['principal_type', quoteHcl('ServicePrincipal')],
    ]),
    '}',
  ];
  return [
    ...(isAzureGovernment(subject.bucket.serviceUrl)
      ? ['# The provider "azurerm" needs environment = "usgovernment"', '']
      : []),
    `data "azurerm_resources" ${quoteHcl(name)} {`,
    ...attributes([
      ['type', quoteHcl('Microsoft.Storage/storageAccounts')],
      ['name', quoteHcl(account)],
    ]),
    '}',
    ...assign('delegator', DELEGATOR, accountId),
    ...assign('contributor', CONTRIBUTOR, `"\${${accountId}}${quoteHcl(containerPath).slice(1)}`),
  ].join('\n');
}

const OBJECT_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * The names that Azure allows. A slash would change the scope, and with it what is granted.
 * @see https://learn.microsoft.com/en-us/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata
 */
const CONTAINER = /^(\$root|\$web|\$logs|[a-z\d](-?[a-z\d]){2,62})$/;

function assignmentOf({ bucket, role }: GrantSubject): Assignment | undefined {
  const { bucketName, cloudProvider, serviceUrl } = bucket;
  const principal = role?.servicePrincipalId;
  const account = azureStorageAccount(serviceUrl);
  return cloudProvider === 'AZURE' &&
    role?.providerName === 'AZURE' &&
    principal !== undefined &&
    OBJECT_ID.test(principal) &&
    account !== undefined &&
    CONTAINER.test(bucketName)
    ? { principal, account, containerPath: `/blobServices/default/containers/${bucketName}` }
    : undefined;
}
