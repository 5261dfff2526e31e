import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { AWS_ROLE, AZURE_ROLE, GCP_ROLE, grantText, NEW_ROLE, ROLE_ID } from './grantsSupport';
import { literal, parsed } from './hcl';
import { AWS, AZURE, BUCKET_ID, GCP, hostileText, wellFormed } from './support';

interface Blocks {
  readonly import?: readonly unknown[];
  readonly data?: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>>>;
}

const blocksIn = async (text: string | undefined): Promise<Blocks> => (await parsed(text)) as Blocks;
const NAME = `mongodb-atlas-${ROLE_ID}`;
const ADDRESS = `aws_iam_role.atlas_${ROLE_ID}`;

const ROLE = `resource "aws_iam_role" "atlas_${ROLE_ID}" {
  name = "${NAME}"
  path = "/"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::299602853325:root" }
        Action    = "sts:AssumeRole"
        Condition = { StringEquals = { "sts:ExternalId" = "b63a96a9-2f1d-4c0e-9a57-3d8e6b1c7f42" } }
      },
    ]
  })
}`;

const POLICY = `resource "aws_iam_role_policy" "contoso-mongodb-exports" {
  name = "mongodb-atlas-export-${BUCKET_ID}"
  role = ${ADDRESS}.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "s3:GetBucketLocation"
        Resource = "arn:aws:s3:::contoso-mongodb-exports"
      },
      {
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "arn:aws:s3:::contoso-mongodb-exports/*"
      },
    ]
  })
}`;

describe('What the cloud must grant, in Terraform', function () {
  this.timeout(60_000);

  it('creates the AWS role until Atlas has its ARN', async () => {
    assert.equal(grantText('awsTerraformRole', AWS, NEW_ROLE), ROLE);
    assert.equal(grantText('awsTerraformPolicy', AWS, NEW_ROLE), POLICY);
    const { resource } = await blocksIn(`${ROLE}\n${POLICY}`);
    assert.equal(resource?.['aws_iam_role']?.[`atlas_${ROLE_ID}`]?.[0]?.['name'], NAME);
    assert.match(JSON.stringify(resource['aws_iam_role_policy']), /\$\{aws_iam_role\.atlas_\w+\.name\}/);
  });

  it('imports the AWS role that Atlas has the ARN of, and names it in the policy', async () => {
    const text = grantText('awsTerraformRole', AWS, AWS_ROLE);
    const { import: imports, resource } = await blocksIn(text);
    assert.match(text ?? '', /^# Check the plan before you apply it: /);
    assert.deepEqual(imports, [{ to: `\${${ADDRESS}}`, id: 'atlas-exports' }]);
    const [role] = resource?.['aws_iam_role']?.[`atlas_${ROLE_ID}`] ?? [];
    assert.deepEqual([role?.['name'], role?.['path']], ['atlas-exports', '/backup/']);
    const policy = await blocksIn(grantText('awsTerraformPolicy', AWS, AWS_ROLE));
    assert.equal(policy.resource?.['aws_iam_role_policy']?.['contoso-mongodb-exports']?.[0]?.['role'], 'atlas-exports');
  });

  it('uses the partition of the region', () => {
    for (const [region, partition] of [
      ['us-gov-west-1', 'aws-us-gov'],
      ['cn-north-1', 'aws-cn'],
    ] as const) {
      const text = grantText('awsTerraformPolicy', { ...AWS, region }, NEW_ROLE) ?? '';
      assert.equal(text.split(`"arn:${partition}:s3:::`).length, 3);
    }
  });

  it('assigns both Azure roles', async () => {
    const { data, resource } = await blocksIn(grantText('azureTerraform', AZURE, AZURE_ROLE));
    assert.deepEqual(data, {
      azurerm_resources: {
        'atlas-exports': [{ type: 'Microsoft.Storage/storageAccounts', name: 'contosobackups' }],
      },
    });
    const assignment = (role: string, scope: string) => [
      {
        scope,
        role_definition_name: role,
        principal_id: AZURE_ROLE.servicePrincipalId,
        principal_type: 'ServicePrincipal',
      },
    ];
    const account = '${one(data.azurerm_resources.atlas-exports.resources).id}';
    assert.deepEqual(resource, {
      azurerm_role_assignment: {
        'atlas-exports_delegator': assignment('Storage Blob Delegator', account),
        'atlas-exports_contributor': assignment(
          'Storage Blob Data Contributor',
          `${account}/blobServices/default/containers/atlas-exports`,
        ),
      },
    });
  });

  it('names the provider setting for Azure Government', () => {
    const government = { ...AZURE, serviceUrl: 'https://contoso.blob.core.usgovcloudapi.net' };
    assert.match(
      grantText('azureTerraform', government, AZURE_ROLE) ?? '',
      /^# The provider "azurerm" needs environment = "usgovernment"\n\ndata /,
    );
  });

  it('binds the service account to the Google Cloud bucket', async () => {
    assert.deepEqual(await blocksIn(grantText('gcpTerraform', GCP, GCP_ROLE)), {
      resource: {
        google_storage_bucket_iam_member: {
          contoso_exports_eu: [
            {
              bucket: 'contoso_exports.eu',
              role: 'roles/storage.objectUser',
              member: `serviceAccount:${GCP_ROLE.gcpServiceAccountForAtlas ?? ''}`,
            },
          ],
        },
      },
    });
  });

  it('quotes every bucket name and every path of a role', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (name) => {
        const { resource } = await blocksIn(grantText('gcpTerraform', { ...GCP, bucketName: name }, GCP_ROLE));
        const [[, [binding]] = ['', [undefined]]] = Object.entries(
          resource?.['google_storage_bucket_iam_member'] ?? {},
        );
        // Terraform normalizes strings to composed Unicode (NFC).
        assert.equal(literal(binding?.['bucket']), wellFormed(name).normalize());
        const policy = await blocksIn(grantText('awsTerraformPolicy', { ...AWS, bucketName: name }, NEW_ROLE));
        assert.equal(Object.keys(policy.resource?.['aws_iam_role_policy'] ?? {}).length, 1);
        const arn = `arn:aws:iam::123456789012:role/${name}/\${x}%{y}"/exports`;
        const text = grantText('awsTerraformRole', AWS, { ...AWS_ROLE, iamAssumedRoleArn: arn });
        const role = text === undefined ? undefined : (await blocksIn(text)).resource?.['aws_iam_role'];
        const path = role?.[`atlas_${ROLE_ID}`]?.[0]?.['path'];
        assert.ok(path === undefined || literal(path) === `/${name}/\${x}%{y}"/`);
      }),
      { numRuns: 100 },
    );
  });
});
