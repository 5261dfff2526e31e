import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import type { CloudProviderRole } from '../../../src/atlas/cloudProviderAccess';
import { GRANT_IDS } from '../../../src/references/grants/grant';
import { grantName } from '../../../src/references/grants/grantName';
import { grants } from '../../../src/references/grants/grants';
import { AWS_ROLE, AZURE_ROLE, GCP_ROLE, grantSubject, grantText, NEW_ROLE, ROLE_ID } from './grantsSupport';
import { RecordingShell } from './recordingShell';
import { AWS, AZURE, BUCKET_ID, GCP, hostileText } from './support';

const GOVERNMENT = 'https://cloud.mongodbgov.com';
const without = (role: CloudProviderRole, field: keyof CloudProviderRole): CloudProviderRole => ({
  ...role,
  [field]: undefined,
});
const parsed = (text: string | undefined): unknown => JSON.parse(text ?? 'null');
const resourcesIn = (text: string | undefined): unknown =>
  (parsed(text) as { readonly Statement: readonly { readonly Resource: string }[] }).Statement.map(
    ({ Resource }) => Resource,
  );

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: NEW_ROLE.atlasAWSAccountArn },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': NEW_ROLE.atlasAssumedRoleExternalId } },
    },
  ],
};
const PERMISSIONS = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: 'arn:aws:s3:::contoso-mongodb-exports' },
    { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::contoso-mongodb-exports/*' },
  ],
};

describe('What the cloud must grant', function () {
  this.timeout(60_000);
  let shell: RecordingShell;

  before(() => {
    shell = new RecordingShell(['aws', 'az', 'gcloud'], { SUBSCRIPTION_ID: 'my sub', RESOURCE_GROUP: 'my group' });
  });

  after(() => {
    shell.dispose();
  });

  /** Returns the programs and arguments that a shell runs. */
  const calls = (text: string | undefined): string[][] =>
    shell.calls(text ?? 'false').map(([program = '', , , ...args]) => [program, ...args]);

  for (const [provider, bucket, role] of [
    ['AWS', AWS, AWS_ROLE],
    ['AWS, not authorized', AWS, NEW_ROLE],
    ['Azure', AZURE, AZURE_ROLE],
    ['Google Cloud', GCP, GCP_ROLE],
  ] as const) {
    it(`has every kind of grant for ${provider}`, () => {
      const { grants: written, unavailable } = grants(grantSubject(bucket, role));
      assert.deepEqual(
        written.map(({ id }) => id),
        GRANT_IDS.filter(
          (id) => id.startsWith(bucket.cloudProvider.toLowerCase()) || (bucket === GCP && id === 'gcloud'),
        ),
      );
      assert.deepEqual(unavailable, []);
    });
  }

  it('is empty for an unknown provider, even if the role looks known', () => {
    for (const role of [undefined, AWS_ROLE, { ...GCP_ROLE, providerName: 'OCI' }]) {
      const subject = grantSubject({ ...GCP, cloudProvider: 'OCI' }, role);
      assert.deepEqual(grants(subject), { grants: [], unavailable: [] });
    }
  });

  it('is only the permissions policy without a role, or with the role of another provider', () => {
    for (const role of [undefined, AZURE_ROLE, { ...AWS_ROLE, providerName: 'OCI' }]) {
      assert.deepEqual(
        grants(grantSubject(AWS, role)).grants.map(({ id }) => id),
        ['awsPermissionsPolicy'],
      );
      assert.deepEqual(grants(grantSubject(AZURE, role === AZURE_ROLE ? undefined : role)).grants, []);
      assert.deepEqual(grants(grantSubject(GCP, role)).grants, []);
    }
  });

  it('has a unique name for every kind', () => {
    const names = GRANT_IDS.map((id) => grantName(id, { t: (message) => message }));
    assert.equal(new Set(names).size, GRANT_IDS.length);
  });

  it('names the grants that lack a value from Atlas', () => {
    const { unavailable } = grants(grantSubject(AWS, without(NEW_ROLE, 'atlasAssumedRoleExternalId')));
    assert.deepEqual(unavailable, ['awsTrustPolicy', 'awsCli', 'awsTerraformRole']);
    assert.deepEqual(grants(grantSubject(GCP, without(GCP_ROLE, 'gcpServiceAccountForAtlas'))).unavailable, [
      'gcloud',
      'gcpTerraform',
    ]);
    const unreadable = { ...NEW_ROLE, unreadableFields: ['iamAssumedRoleArn'] };
    assert.deepEqual(grants(grantSubject(AWS, unreadable)).unavailable, [
      'awsCli',
      'awsTerraformRole',
      'awsTerraformPolicy',
    ]);
  });

  describe('AWS policies', () => {
    it('are the documented ones, before and after the role is authorized', () => {
      for (const role of [NEW_ROLE, AWS_ROLE]) {
        assert.deepEqual(parsed(grantText('awsTrustPolicy', AWS, role)), TRUST);
        assert.deepEqual(parsed(grantText('awsPermissionsPolicy', AWS, role)), PERMISSIONS);
      }
    });

    for (const [region, role, origin, partition] of [
      ['us-gov-west-1', NEW_ROLE, undefined, 'aws-us-gov'],
      ['US_GOV_EAST_1', undefined, undefined, 'aws-us-gov'],
      ['cn-north-1', NEW_ROLE, undefined, 'aws-cn'],
      ['eu-west-1', NEW_ROLE, GOVERNMENT, 'aws'],
      [undefined, NEW_ROLE, undefined, 'aws'],
      [undefined, undefined, GOVERNMENT, 'aws-us-gov'],
      [undefined, NEW_ROLE, GOVERNMENT, 'aws'],
      [
        undefined,
        { ...NEW_ROLE, atlasAWSAccountArn: 'arn:aws-us-gov:iam::299602853325:root' },
        undefined,
        'aws-us-gov',
      ],
      [undefined, { ...NEW_ROLE, iamAssumedRoleArn: 'arn:aws-cn:iam::123456789012:role/x' }, undefined, 'aws-cn'],
    ] as const) {
      const from = `region ${region ?? '-'}, role ${role?.iamAssumedRoleArn ?? role?.atlasAWSAccountArn ?? '-'}`;
      it(`use the partition ${partition} for ${from}, ${origin ?? 'Atlas'}`, () => {
        const arn = `arn:${partition}:s3:::${AWS.bucketName}`;
        const policy = grantText('awsPermissionsPolicy', { ...AWS, region }, role, origin);
        assert.deepEqual(resourcesIn(policy), [arn, `${arn}/*`]);
      });
    }

    it('cover one bucket, without wildcards or variables, for every name and partition', () => {
      const regions = fc.constantFrom('eu-west-1', 'us-gov-west-1', 'cn-northwest-1', undefined);
      fc.assert(
        fc.property(hostileText, regions, fc.constantFrom('*', '?', '${*}', ''), (name, region, special) => {
          const bucket = { ...AWS, bucketName: `${name}${special}`, region };
          const [arn = '', objects] = resourcesIn(grantText('awsPermissionsPolicy', bucket, NEW_ROLE)) as string[];
          assert.match(arn, /^arn:aws(-us-gov|-cn)?:s3:::[\w.~%-]*$/);
          assert.equal(objects, `${arn}/*`);
        }),
      );
    });

    it('never trust a principal or an external ID that could match more than one', () => {
      for (const atlasAWSAccountArn of ['*', 'arn:aws:iam::*:root', '299602853325', 'arn:aws:iam::1:root', '']) {
        assert.equal(grantText('awsTrustPolicy', AWS, { ...NEW_ROLE, atlasAWSAccountArn }), undefined);
      }
      for (const atlasAssumedRoleExternalId of ['', 'x', '${aws:userid}', 'a b', '*']) {
        assert.equal(grantText('awsTrustPolicy', AWS, { ...NEW_ROLE, atlasAssumedRoleExternalId }), undefined);
      }
    });

    it('parse for all values that Atlas could return', () => {
      fc.assert(
        fc.property(hostileText, hostileText, (account, externalId) => {
          for (const atlasAWSAccountArn of [account, 'arn:aws-us-gov:iam::299602853325:root']) {
            const role = { ...NEW_ROLE, atlasAWSAccountArn, atlasAssumedRoleExternalId: externalId };
            const text = grantText('awsTrustPolicy', AWS, role);
            if (text !== undefined) {
              const [statement] = (parsed(text) as typeof TRUST).Statement;
              assert.equal(statement?.Principal.AWS, atlasAWSAccountArn);
              assert.equal(statement.Condition.StringEquals['sts:ExternalId'], externalId);
            }
          }
        }),
      );
    });
  });

  describe('Commands', () => {
    const putPolicy = (roleName: string): string[] => [
      ...['aws', 'iam', 'put-role-policy', '--role-name', roleName],
      ...['--policy-name', `mongodb-atlas-export-${BUCKET_ID}`, '--policy-document'],
    ];

    it('create the AWS role until Atlas has its ARN, then only add the permissions', () => {
      const [create, put, ...more] = calls(grantText('awsCli', AWS, NEW_ROLE));
      const name = `mongodb-atlas-${ROLE_ID}`;
      assert.deepEqual(more, []);
      assert.deepEqual(create?.slice(0, -1), [
        ...['aws', 'iam', 'create-role', '--role-name', name, '--assume-role-policy-document'],
      ]);
      assert.deepEqual(parsed(create.at(-1)), TRUST);
      assert.deepEqual(put?.slice(0, -1), putPolicy(name));
      assert.deepEqual(parsed(put.at(-1)), PERMISSIONS);
      const [only, ...others] = calls(grantText('awsCli', AWS, AWS_ROLE));
      assert.deepEqual(others, []);
      assert.deepEqual(only?.slice(0, -1), putPolicy('atlas-exports'));
    });

    it('assign both Azure roles, in the subscription and resource group of the user', () => {
      const account =
        '/subscriptions/my sub/resourceGroups/my group/providers/Microsoft.Storage/storageAccounts/contosobackups';
      const assign = (role: string, scope: string): string[] => [
        ...['az', 'role', 'assignment', 'create', '--assignee-object-id', AZURE_ROLE.servicePrincipalId ?? ''],
        ...['--assignee-principal-type', 'ServicePrincipal', '--role', role, '--scope', scope],
      ];
      assert.deepEqual(calls(grantText('azureCli', AZURE, AZURE_ROLE)), [
        assign('Storage Blob Delegator', account),
        assign('Storage Blob Data Contributor', `${account}/blobServices/default/containers/atlas-exports`),
      ]);
      const root = calls(grantText('azureCli', { ...AZURE, bucketName: '$root' }, AZURE_ROLE));
      assert.equal(root[1]?.at(-1), `${account}/blobServices/default/containers/$root`);
    });

    it('bind the service account to the Google Cloud bucket', () => {
      assert.deepEqual(calls(grantText('gcloud', GCP, GCP_ROLE)), [
        [
          ...['gcloud', 'storage', 'buckets', 'add-iam-policy-binding', 'gs://contoso_exports.eu'],
          `--member=serviceAccount:${GCP_ROLE.gcpServiceAccountForAtlas ?? ''}`,
          '--role=roles/storage.objectUser',
        ],
      ]);
    });

    it('are one command for every name, or none', () => {
      const any = fc.record({ bucketName: hostileText, value: hostileText });
      fc.assert(
        fc.property(any, ({ bucketName, value }) => {
          const aws = calls(grantText('awsCli', { ...AWS, bucketName }, NEW_ROLE));
          assert.deepEqual(
            aws.map(([, , command]) => command),
            ['create-role', 'put-role-policy'],
          );
          const [binding = []] = calls(grantText('gcloud', { ...GCP, bucketName }, GCP_ROLE));
          assert.match(binding[4] ?? '', /^gs:\/\/[\w.~%-]*$/);
          assert.equal(binding.length, 7);
          const names = { ...AZURE, bucketName: `a/../${bucketName}` };
          assert.equal(grantText('azureCli', names, AZURE_ROLE), undefined);
          for (const text of [
            grantText('azureCli', AZURE, { ...AZURE_ROLE, servicePrincipalId: value }),
            grantText('gcloud', GCP, { ...GCP_ROLE, gcpServiceAccountForAtlas: value }),
          ]) {
            assert.equal(text, undefined);
          }
          const arn = `arn:aws:iam::123456789012:role/${value}`;
          const named = grantText('awsCli', AWS, { ...AWS_ROLE, iamAssumedRoleArn: arn });
          assert.ok(named === undefined || calls(named).length === 1);
        }),
        { numRuns: 60 },
      );
    });

    it('are valid for a POSIX shell', () => {
      for (const text of [
        grantText('awsCli', AWS, NEW_ROLE),
        grantText('awsCli', AWS, AWS_ROLE),
        grantText('azureCli', AZURE, AZURE_ROLE),
        grantText('gcloud', GCP, GCP_ROLE),
      ]) {
        const { status, stderr } = spawnSync('sh', ['-n'], { input: text ?? '(' });
        assert.equal(stderr.toString(), '');
        assert.equal(status, 0);
      }
    });
  });
});
