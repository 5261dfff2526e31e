import assert from 'node:assert/strict';
import {
  decodeCloudProviderAccess,
  type CloudProviderAccess,
  type CloudProviderRole,
} from '../../../src/atlas/cloudProviderAccess';
import type { ExportBucket } from '../../../src/atlas/models';
import { valuesOf } from '../../../src/details/protocol';
import { identityBlocks, type Identity } from '../../../src/details/sections/identity';
import { headerOf } from '../../../src/details/sections/page';
import { referenceBlocks } from '../../../src/details/sections/references';
import { roleBlocks, rolePending } from '../../../src/details/sections/role';
import { findRole } from '../../../src/exports/health/roleFinding';
import { AWS, AZURE, BUCKET_ID, GCP, PROJECT_ID } from '../references/support';
import { jsonOf } from '../atlas/support';
import { LANGUAGE, textOf } from './support';

const PROJECT = { id: PROJECT_ID, name: 'data-platform', orgId: '5f3c1a80b6d4e21f7a9c0d11' };
const OTHER: ExportBucket = { _id: BUCKET_ID, bucketName: 'later', cloudProvider: 'OCI' };

describe('The identity section', () => {
  const shown = (bucket: ExportBucket, more: Partial<Identity> = {}): string =>
    identityBlocks({ bucket, project: PROJECT, organization: { name: 'Contoso' }, state: 'loaded', ...more }, LANGUAGE)
      .map(textOf)
      .join('\n');

  it('shows each fact once, without those of the header, and the registration in UTC', () => {
    assert.deepEqual(shown({ ...AWS, requirePrivateNetworking: true }).split('\n'), [
      'Provider: AWS',
      'Region: eu-west-1',
      'Private networking: required',
      'Registered: 2023-11-16 19:15 UTC',
      `Project ID: ${PROJECT_ID}`,
      'Organization: Contoso',
      'Organization ID: 5f3c1a80b6d4e21f7a9c0d11',
    ]);
  });

  it('has the same rows before, while and after loading, so that nothing moves', () => {
    const { _id, bucketName, cloudProvider } = AWS;
    const restored = { _id, bucketName, cloudProvider };
    const rows = (text: string): string[] => text.split('\n').map((line) => line.split(':')[0] ?? '');
    const all = rows(shown({ ...AWS, requirePrivateNetworking: false }));
    for (const state of ['loading', 'loaded', 'failed'] as const) {
      assert.deepEqual(rows(shown(restored, { state, organization: undefined })), all);
    }
    const missing = (state: Identity['state']): string => shown(restored, { state, organization: undefined });
    assert.match(missing('loading'), /Region: …\nPrivate networking: …\n[^]*Organization: …\n/);
    assert.match(missing('loaded'), /Region: not reported\nPrivate networking: not reported\n/);
    assert.match(missing('failed'), /Region: not loaded\n[^]*Organization: not loaded\n/);
  });

  it('has copy buttons only for IDs and addresses', () => {
    const copied = (bucket: ExportBucket): string[] =>
      identityBlocks({ bucket, project: PROJECT, organization: { name: 'Contoso' }, state: 'loaded' }, LANGUAGE)
        .flatMap(valuesOf)
        .flatMap(({ copy }) => copy?.title ?? []);
    assert.deepEqual(copied(AWS), ['Copy Project ID', 'Copy Organization ID']);
    assert.deepEqual(copied(AZURE).slice(0, 2), ['Copy Service URL', 'Copy Tenant ID']);
  });

  it('explains why the organization name is missing, and mentions a role only if Atlas does', () => {
    const failure = {
      label: 'Atlas is unavailable (500)',
      explanation: 'Atlas says: x',
      fix: { kind: 'retry' },
      fixTitle: 'Retry',
      code: 'UNEXPECTED_ERROR',
    } as const;
    const note = (lacksRole: boolean): string => shown(AWS, { organization: { failure, lacksRole } });
    assert.match(
      note(false),
      /Organization: not loaded \(Atlas is unavailable \(500\)\. Atlas says: x \(UNEXPECTED_ERROR\)\)\n/,
    );
    assert.match(note(true), /Organization: not loaded \(The credential lacks a role in the organization\.\)\n/);
  });

  it('shows the service URL and tenant for Azure, and skips missing fields', () => {
    assert.match(shown(AZURE), /Service URL: https:\/\/contosobackups\.blob[^\n]+\nTenant ID: 4297fc77/);
    assert.doesNotMatch(shown(GCP), /Service URL|Tenant|Region|Private networking|undefined|null/);
  });

  it('shows unknown fields under Atlas’s names', () => {
    const later = { ...OTHER, storageClass: 'COLD', limits: { perDay: 3 }, gone: null, links: [{ rel: 'self' }] };
    assert.match(shown(later), /Provider: OCI[^]*\nstorageClass: COLD\nlimits: \{"perDay":3\}\ngone: null$/);
  });
});

describe('The role section', () => {
  const shown = (bucket: ExportBucket, ...roles: readonly CloudProviderRole[]): string => {
    const access: CloudProviderAccess = { roles, unreadable: 0 };
    return roleBlocks(bucket, findRole(bucket, access), LANGUAGE).map(textOf).join('\n');
  };
  const role = (more: Partial<CloudProviderRole>): CloudProviderRole => ({ id: AWS.iamRoleId ?? '', ...more });
  const aws = role({
    providerName: 'AWS',
    iamAssumedRoleArn: 'arn:aws:iam::1:role/x',
    atlasAWSAccountArn: 'arn:aws:iam::2:root',
    atlasAssumedRoleExternalId: 'b63a',
    authorizedDate: '2026-08-10T03:03:36Z',
  });

  it('shows the AWS role and what it must trust', () => {
    assert.match(shown(AWS, aws), /AWS role ARN: arn:aws:iam::1:role\/x\nAtlas account ARN: .+\nExternal ID: b63a\n/);
    assert.doesNotMatch(shown(AWS, aws), /\[/);
  });

  it('shows the service principal in Azure and the service account in Google Cloud', () => {
    const azure = role({ providerName: 'AZURE', servicePrincipalId: 'sp', tenantId: 't', atlasAzureAppId: 'app' });
    assert.match(shown(AZURE, azure), /Service principal ID: sp\nTenant ID: t\nAtlas application ID: app/);
    const gcp = role({ providerName: 'GCP', gcpServiceAccountForAtlas: 'mongodb@x.iam', status: 'COMPLETE' });
    assert.match(shown(GCP, gcp), /^Role ID: .+\nService account: mongodb@x\.iam\nStatus: ready$/);
  });

  it('has the same rows before and after loading', () => {
    const rows = (text: string): string[] => text.split('\n').map((line) => line.split(':')[0] ?? '');
    const dated = { ...aws, createdDate: '2026-08-10T03:03:36Z' };
    assert.deepEqual(rows(rolePending(AWS, LANGUAGE).map(textOf).join('\n')), rows(shown(AWS, dated)));
    assert.match(shown(AWS, dated), /Authorized: 2026-08-10 03:03 UTC\n/);
  });

  it('doesn’t repeat the tenant of the bucket', () => {
    const azure = role({
      providerName: 'AZURE',
      servicePrincipalId: 'sp',
      ...(AZURE.tenantId && { tenantId: AZURE.tenantId }),
    });
    assert.doesNotMatch(shown(AZURE, azure), /Tenant ID/);
  });

  it('warns if the role is not authorized yet', () => {
    const pending = role({ providerName: 'AWS', atlasAWSAccountArn: 'arn:aws:iam::2:root' });
    assert.match(shown(AWS, pending), /^\[error\] The role is not authorized yet: .+ Exports fail until/);
    for (const status of ['IN_PROGRESS', 'FAILED', 'NOT_INITIATED']) {
      assert.match(shown(GCP, role({ providerName: 'GCP', status })), new RegExp(`not ready: .*${status}`));
    }
  });

  it('shows an error if the role no longer exists', () => {
    assert.match(shown(AWS), /^\[error\] The role no longer exists: .+ Exports to this bucket fail\.\nRole ID: 60113b/);
    assert.match(shown(AWS, { ...aws, id: '60113b99ce5a6a3d72ea7455' }), /no longer exists/);
  });

  it('shows a notice if the bucket has no role ID', () => {
    assert.match(shown(OTHER, aws), /^\[information\] No role ID reported: .*OCI/);
  });

  it('never says that the role is gone while some roles are unreadable', () => {
    const list = (row: object, more: object = {}) =>
      decodeCloudProviderAccess(
        jsonOf({ awsIamRoles: [row], azureServicePrincipals: [], gcpServiceAccounts: [], ...more }),
      );
    const own = { ...aws, roleId: AWS.iamRoleId };
    const unsure = /^\[warning\] Can’t tell whether the role exists: /;
    for (const access of [
      list({ ...own, roleId: AWS.iamRoleId?.toUpperCase() }),
      list({ ...own, roleId: { $oid: AWS.iamRoleId } }),
      list({ roleIdentifier: AWS.iamRoleId }),
      list(own, { awsIamRoles: null }),
      list(own, { awsIamRoles: { 0: own } }),
      decodeCloudProviderAccess(jsonOf({ gcpServiceAccounts: [] })),
    ]) {
      assert.ok(access);
      assert.match(roleBlocks(AWS, findRole(AWS, access), LANGUAGE).map(textOf).join('\n'), unsure);
    }
    const other = decodeCloudProviderAccess(jsonOf({ awsIamRoles: [], gcpServiceAccounts: null }));
    assert.ok(other);
    assert.match(
      roleBlocks(AWS, findRole(AWS, other), LANGUAGE).map(textOf).join('\n'),
      /^\[error\] The role no longer exists/,
    );
    assert.match(shown({ ...OTHER, roleId: aws.id }), unsure);
    assert.match(shown({ ...AWS, iamRoleId: 'arn:aws:iam::1:role/x' }), unsure);
  });

  it('warns if Atlas doesn’t report whether the role is authorized', () => {
    const decoded = (row: object): string => {
      const access = decodeCloudProviderAccess(jsonOf({ awsIamRoles: [{ ...aws, roleId: aws.id, ...row }] }));
      assert.ok(access);
      return roleBlocks(AWS, findRole(AWS, access), LANGUAGE).map(textOf).join('\n');
    };
    for (const row of [
      { authorizedDate: 1786_330_000 },
      { authorizedDate: null },
      { authorizedDate: 'soon' },
      { iamAssumedRoleArn: null },
      { iamAssumedRoleArn: {}, authorizedDate: null },
    ]) {
      assert.match(decoded(row), /^\[warning\] Can’t tell whether the role is authorized/, JSON.stringify(row));
    }
    assert.match(
      decoded({ iamAssumedRoleArn: null, authorizedDate: null }),
      /^\[error\] The role is not authorized yet/,
    );
    assert.doesNotMatch(decoded({}), /\[|unreadableFields/);
    for (const status of [undefined, 'DELETING', 'complete', '']) {
      const unsure = /^\[warning\] Can’t tell whether the service account is ready/;
      assert.match(shown(GCP, role({ providerName: 'GCP', ...(status !== undefined && { status }) })), unsure);
    }
  });

  it('shows unknown fields of an unknown provider', () => {
    const later = role({ providerName: 'OCI', principal: 'ocid1' });
    assert.match(shown({ ...OTHER, roleId: later.id }, later), /Role ID: .+\nprincipal: ocid1$/);
  });
});

describe('The page of an export bucket', () => {
  const target = (bucket: ExportBucket) => ({ credentialId: 'c', project: PROJECT, bucket });

  const headerFor = (bucket: ExportBucket, origin: string | undefined) =>
    headerOf(target(bucket), bucket, [], origin, LANGUAGE);

  it('shows the name, the ID and the project in its header', () => {
    const { title, subtitle } = headerFor(AWS, 'https://cloud.mongodb.com');
    assert.deepEqual([title, subtitle], [AWS.bucketName, `${BUCKET_ID} · data-platform`]);
  });

  it('shows its actions, Copy Bucket ID first, and the cloud console for known providers', () => {
    const titles = (bucket: ExportBucket, origin: string | undefined): string[] =>
      headerFor(bucket, origin).actions.map((action) => action.title);
    const all = [
      ...['Copy Bucket ID', 'Copy As…', 'Refresh', 'Open as JSON', 'Open in Atlas', 'Open in Cloud Console'],
    ];
    for (const bucket of [AWS, AZURE, GCP]) {
      assert.deepEqual(titles(bucket, 'https://cloud.mongodb.com'), all);
    }
    assert.deepEqual(titles(OTHER, 'https://cloud.mongodb.com'), all.slice(0, -1));
    assert.deepEqual(titles(AWS, undefined), []);
  });
});

describe('The code snippets', () => {
  it('are grouped, Terraform and Atlas CLI first', () => {
    const [block] = referenceBlocks(
      { bucket: AWS, projectId: PROJECT_ID, origin: 'https://cloud.mongodb.com' },
      LANGUAGE,
    );
    assert.ok(block?.kind === 'snippets');
    const groups = block.snippets.map(({ group }) => group);
    assert.deepEqual([...new Set(groups)], ['Terraform', 'Atlas CLI', 'curl', 'Go', 'Storage']);
    assert.deepEqual(
      groups,
      groups.toSorted((a, b) => groups.indexOf(a) - groups.indexOf(b)),
    );
    assert.equal(block.snippets[0]?.title, 'Terraform: Import and Resource');
  });
});
