import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeCloudProviderAccess, type CloudProviderAccess } from '../../../src/atlas/cloudProviderAccess';
import type { ExportBucket } from '../../../src/atlas/models';
import { clusterHealth } from '../../../src/exports/health/findings';
import { findRole, isBroken } from '../../../src/exports/health/roleFinding';
import { jsonOf } from '../atlas/support';
import { BUCKET, cluster, loaded, NOW, project, whole } from './support';

const ID = 'c'.repeat(24);
const OTHER = 'e'.repeat(24);
const ARN = 'arn:aws:iam::123456789012:role/exports';
const DATE = '2026-08-10T03:03:36Z';

interface Case {
  readonly provider: string;
  readonly roles: readonly object[];
  readonly roleId?: string | undefined;
  /** What the role section concludes: its kind, and whether the role is broken. */
  readonly section: string;
  /** The finding of the check of exports. */
  readonly health: readonly string[];
}

const unclear = { section: 'found unknown', health: ['unknown role'] };

const CASES: Readonly<Record<string, Case>> = {
  'an AWS role is authorized': {
    provider: 'AWS',
    roles: [{ roleId: ID, iamAssumedRoleArn: ARN, authorizedDate: DATE }],
    section: 'found no',
    health: [],
  },
  'an AWS role has neither an ARN nor a date': {
    provider: 'AWS',
    roles: [{ roleId: ID, iamAssumedRoleArn: null, authorizedDate: null }],
    section: 'found yes',
    health: ['broken roleNotAuthorized'],
  },
  'an AWS role has an ARN but no date': {
    provider: 'AWS',
    roles: [{ roleId: ID, iamAssumedRoleArn: ARN, authorizedDate: null }],
    ...unclear,
  },
  'an AWS role has a date but no ARN': {
    provider: 'AWS',
    roles: [{ roleId: ID, iamAssumedRoleArn: null, authorizedDate: DATE }],
    ...unclear,
  },
  'the date of an AWS role is unreadable': {
    provider: 'AWS',
    roles: [{ roleId: ID, iamAssumedRoleArn: ARN, authorizedDate: 'soon' }],
    ...unclear,
  },
  'an AWS role has a status': {
    provider: 'AWS',
    roles: [{ roleId: ID, status: 'FAILED' }],
    section: 'found yes',
    health: ['broken roleNotAuthorized'],
  },
  'a Google Cloud service account is complete': {
    provider: 'GCP',
    roles: [{ roleId: ID, status: 'COMPLETE' }],
    section: 'found no',
    health: [],
  },
  'a Google Cloud service account is not initiated': {
    provider: 'GCP',
    roles: [{ roleId: ID, status: 'NOT_INITIATED' }],
    section: 'found yes',
    health: ['broken roleNotComplete'],
  },
  'a Google Cloud service account has a new status': {
    provider: 'GCP',
    roles: [{ roleId: ID, status: 'ACTIVE' }],
    ...unclear,
  },
  'an Azure service principal exists, which is all that Atlas reports': {
    provider: 'AZURE',
    roles: [{ _id: ID }],
    section: 'found unknown',
    health: [],
  },
  'an Azure service principal also has a role ID': {
    provider: 'AZURE',
    roles: [{ roleId: OTHER, _id: ID }],
    section: 'found unknown',
    health: [],
  },
  'the role is of another provider': {
    provider: 'AZURE',
    roles: [{ roleId: ID, providerName: 'AWS', iamAssumedRoleArn: ARN, authorizedDate: DATE }],
    ...unclear,
  },
  'the provider is new': { provider: 'OCI', roles: [{ roleId: ID, providerName: 'OCI' }], ...unclear },
  'the role is not listed': {
    provider: 'AWS',
    roles: [{ roleId: OTHER, iamAssumedRoleArn: ARN, authorizedDate: DATE }],
    section: 'gone yes',
    health: ['broken roleMissing'],
  },
  'a role is unreadable': {
    provider: 'AWS',
    roles: [{}],
    section: 'undetermined unknown',
    health: ['unknown role'],
  },
  'the role ID is in capital letters': {
    provider: 'AWS',
    roles: [{ roleId: ID, iamAssumedRoleArn: ARN, authorizedDate: DATE }],
    roleId: ID.toUpperCase(),
    section: 'undetermined unknown',
    health: ['unknown role'],
  },
  'the bucket has no role ID': {
    provider: 'AWS',
    roles: [],
    roleId: undefined,
    section: 'noRoleId unknown',
    health: ['unknown role'],
  },
};

const bucketOf = (cloudProvider: string, roleId: string | undefined): ExportBucket => ({
  _id: BUCKET._id,
  bucketName: 'x',
  cloudProvider,
  ...(cloudProvider === 'AWS' ? { iamRoleId: roleId } : { roleId }),
});

function accessOf(provider: string, roles: readonly object[]): CloudProviderAccess {
  const lists: Record<string, readonly object[]> = {
    awsIamRoles: [],
    azureServicePrincipals: [],
    gcpServiceAccounts: [],
  };
  const name = { AWS: 'awsIamRoles', AZURE: 'azureServicePrincipals', GCP: 'gcpServiceAccounts' }[provider] ?? 'others';
  const access = decodeCloudProviderAccess(jsonOf({ ...lists, [name]: roles }));
  assert.ok(access);
  return access;
}

function healthOf(bucket: ExportBucket, access: CloudProviderAccess): string[] {
  const { findings } = clusterHealth(project({ buckets: whole([bucket]), access: loaded(access) }), cluster(), NOW);
  return findings.map(({ kind, code }) => `${kind} ${code}`);
}

describe('The role of a bucket', () => {
  for (const [name, { provider, roles, section, health, ...rest }] of Object.entries(CASES)) {
    const roleId = 'roleId' in rest ? rest.roleId : ID;
    it(`is judged the same in its section and in a check of exports if ${name}`, () => {
      const [bucket, access] = [bucketOf(provider, roleId), accessOf(provider, roles)];
      const finding = findRole(bucket, access);
      assert.equal(`${finding.kind} ${isBroken(finding)}`, section);
      assert.deepEqual(healthOf(bucket, access), health);
    });
  }

  it('is broken for a check of exports exactly if its section says so, whatever Atlas returns', () => {
    const id = fc.constantFrom<unknown>(ID, ID.toUpperCase(), OTHER, undefined, null, 7);
    const role = fc.record({
      roleId: id,
      _id: id,
      providerName: fc.constantFrom<unknown>('AWS', 'AZURE', 'GCP', 'OCI', undefined, 7),
      authorizedDate: fc.constantFrom<unknown>(DATE, null, undefined, 'soon', 7),
      iamAssumedRoleArn: fc.constantFrom<unknown>(ARN, null, undefined, {}),
      status: fc.constantFrom<unknown>('COMPLETE', 'FAILED', 'ACTIVE', null, undefined, 7),
    });
    const provider = fc.constantFrom('AWS', 'AZURE', 'GCP', 'OCI');
    fc.assert(
      fc.property(provider, fc.constantFrom(ID, ID.toUpperCase(), undefined), fc.array(role), (own, roleId, roles) => {
        const [bucket, access] = [bucketOf(own, roleId), accessOf(own, roles)];
        const finding = findRole(bucket, access);
        const [health = 'fine'] = healthOf(bucket, access).map((one) => one.split(' ')[0] ?? '');
        const isAzure = finding.kind === 'found' && own === 'AZURE' && finding.role.providerName === 'AZURE';
        assert.equal(health, { yes: 'broken', no: 'fine', unknown: isAzure ? 'fine' : 'unknown' }[isBroken(finding)]);
      }),
      { numRuns: 1000 },
    );
  });
});
