import { cluster, sampleJobs } from './clusters';
import { addEveryFinding, addRoleFindings } from './exportFindings';
import type { Credential, Project, Row, World } from './world';

const RETAIL = '5f3c1a80b6d4e21f7a9c0d11';
const PLATFORM = '60a2b7f4c8e5d32a6b1f4e22';
const HEALTH = '61d4f0c2a9b3e47c5d8e6f33';

/** The credentials of the sample data. None of them works with the real Atlas. */
export const SAMPLE_CREDENTIALS = {
  /** Can read the first organization, except for one project. */
  serviceAccount: {
    method: 'serviceAccount',
    id: 'mdb_sa_id_64b8e1f2a7c3d90518e6f4b2',
    secret: 'mdb_sa_sk_Contoso_Retail-Sample_Secret_0123456789a',
    organizationId: RETAIL,
  },
  /** Can read the same as the service account. */
  apiKey: {
    method: 'apiKey',
    id: 'zmkrboas',
    secret: '7c1f0f9e-54a2-4c0b-9d3e-2b6a8f41d7c5',
    organizationId: RETAIL,
  },
  /** Can read the second organization, including snapshot exports. */
  otherOrganizationKey: {
    method: 'apiKey',
    id: 'qwplatfm',
    secret: '1e8d6c5b-0a9f-4e37-8b21-94d7c3f05a6e',
    organizationId: PLATFORM,
  },
  /** Can read the third organization. */
  thirdOrganizationKey: {
    method: 'apiKey',
    id: 'fabrhlth',
    secret: 'd40a7b92-6c3e-4f58-a1b7-5e9c02f8d613',
    organizationId: HEALTH,
  },
  /** Can read one project, but can't list projects. */
  limitedKey: {
    method: 'apiKey',
    id: 'limitone',
    secret: '92b5e3d8-7f14-4a60-b9c2-0d6f8a1e5c47',
    organizationId: RETAIL,
  },
  /** Has the roles of `apiKey`, but the client's IP address isn't on its access list. */
  blockedKey: {
    method: 'apiKey',
    id: 'blockedk',
    secret: 'a3c8f615-2d9b-47e0-8c54-f1b06e7d92a8',
    organizationId: RETAIL,
  },
} as const satisfies Record<string, Credential>;

/** IDs of the sample projects for particular cases, all in the first organization. */
export const EXAMPLE_PROJECTS = {
  /** 2,508 export buckets with the same name, unsorted. */
  archive: '60113b99ce5a6a3d72ea7450',
  /** Two AWS buckets. The only project that `limitedKey` can read. */
  aws: '62c8d1e04f7a9b3c5d6e7f01',
  azure: '62c8d1e04f7a9b3c5d6e7f02',
  gcp: '62c8d1e04f7a9b3c5d6e7f03',
  /** Buckets of all three providers, a cluster that exports to one of them, and a role that isn't authorized yet. */
  mixed: '62c8d1e04f7a9b3c5d6e7f04',
  empty: '63e9f2a15b8c0d4e6f7a8b05',
  /** Listed, but the credentials can't read its contents. */
  forbidden: '63e9f2a15b8c0d4e6f7a8b06',
  /** Bucket names with special characters of HTML, Markdown, shells and right-to-left text. */
  odd: '63e9f2a15b8c0d4e6f7a8b07',
  /**
   * Buckets whose exports fail, because their roles are missing, not authorized or failed, and one of an unknown
   * provider.
   */
  broken: '63e9f2a15b8c0d4e6f7a8b09',
  /** Has a wrong `totalCount`. */
  estimated: '63e9f2a15b8c0d4e6f7a8b08',
} as const;

const ODD_NAMES = [
  '<img src=x onerror=alert(1)>',
  '**bold** _and_ [link](https://example.com)',
  '[x](command:workbench.action.closeWindow)',
  `quotes "double" 'single' \`tick\``,
  'left\u202Etfel-ot-thgir\u202C',
  'مخزن-النسخ-الاحتياطي',
  '$(rm -rf /) ${HOME} %PATH% ; &&',
  '$(sync~spin) codicon',
  'emoji-🪣-bucket',
  '|table|cell| \\ back\\slash',
  'tab\tand\nnewline',
  'x'.repeat(63),
];

const SERVICES = [
  'checkout orders inventory catalog-search loyalty payments fulfilment pricing recommendations store-locator',
  'gift-cards returns customer-profile notifications',
].flatMap((names) => names.split(' '));

/**
 * Fills an empty world with the sample data.
 * @param now two hours after the start of the newest exports
 */
export function fillSampleWorld(world: World, now: Date): void {
  world.addOrganization('Contoso Retail', RETAIL);
  world.addOrganization('Contoso Platform', PLATFORM);
  world.addOrganization('Fabrikam Health', HEALTH);
  const { limitedKey, blockedKey, otherOrganizationKey, ...others } = SAMPLE_CREDENTIALS;
  world.addCredential(limitedKey);
  for (const credential of [blockedKey, otherOrganizationKey, ...Object.values(others)]) {
    world.addCredential(credential);
    world.setRole(credential.id, credential.organizationId, 'ORG_READ_ONLY');
  }
  world.setBlocked(blockedKey.id, true);

  for (const service of SERVICES) {
    for (const environment of ['prod', 'staging', 'dev']) {
      const { id, name } = world.addProject(RETAIL, `${service}-${environment}`);
      for (const kind of environment === 'prod' ? ['snapshots', 'compliance'] : ['snapshots']) {
        world.addExportBucket(id, awsBucket(`contoso-${name}-${kind}`));
      }
    }
  }
  addExamples(world);
  world.addProject(RETAIL, 'analytics-staging');
  world.addProject(RETAIL, 'analytics-staging');
  world.setRole(limitedKey.id, EXAMPLE_PROJECTS.aws, 'GROUP_READ_ONLY');

  for (const name of ['identity-prod', 'identity-staging', 'observability', 'build-cache', 'Developer Portal (EU)']) {
    const { id, clusters } = world.addProject(PLATFORM, name);
    world.setRole(otherOrganizationKey.id, id, 'GROUP_BACKUP_MANAGER');
    const bucket = world.addExportBucket(id, awsBucket(`platform-${clusters.length}-${id.slice(-4)}-exports`));
    const exports = sampleJobs(world, id, 'cluster0', bucket._id);
    clusters.push(cluster(world, 'cluster0', { exportTo: bucket._id, policies: ['daily', 'monthly'], exports }));
  }
  for (const name of ['patient-records-prod', 'patient-records-staging', 'claims']) {
    world.addExportBucket(world.addProject(HEALTH, name).id, {
      bucketName: `fabrikam-${name}`,
      cloudProvider: 'AZURE',
    });
  }
  addExports(world, now);
}

/** Adds clusters with everything that a check of exports can find. */
function addExports(world: World, now: Date): void {
  const { apiKey, serviceAccount } = SAMPLE_CREDENTIALS;
  const project = world.projects.find(({ name }) => name === 'orders-prod');
  const broken = world.project(EXAMPLE_PROJECTS.broken);
  if (project === undefined || broken === undefined) {
    throw new Error('the sample data has no such project');
  }
  addEveryFinding(world, project, now);
  addRoleFindings(world, broken, now);
  for (const { id } of [apiKey, serviceAccount]) {
    world.setRole(id, project.id, 'GROUP_BACKUP_MANAGER');
  }
}

function addExamples(world: World): void {
  const add = (key: keyof typeof EXAMPLE_PROJECTS, name: string) =>
    world.addProject(RETAIL, name, EXAMPLE_PROJECTS[key]);
  world.addMany(add('archive', 'test-bucket-archive').id, 2508);

  const aws = add('aws', 'aws-backups-prod');
  world.addExportBucket(aws.id, awsBucket('contoso-mongodb-exports'));
  world.addExportBucket(aws.id, { ...awsBucket('contoso-mongodb-private'), requirePrivateNetworking: true });
  const azure = add('azure', 'azure-backups-prod');
  world.addExportBucket(azure.id, { bucketName: 'atlas-exports', cloudProvider: 'AZURE' });
  world.addExportBucket(azure.id, { bucketName: 'atlas-exports-cold', cloudProvider: 'AZURE' });
  world.addExportBucket(add('gcp', 'gcp-backups-prod').id, { bucketName: 'contoso_exports.eu', cloudProvider: 'GCP' });

  const mixed = add('mixed', 'data-platform-multi-cloud');
  const exported = world.addExportBucket(mixed.id, awsBucket('contoso-lake-exports'));
  world.addExportBucket(mixed.id, { bucketName: 'contoso-lake-azure', cloudProvider: 'AZURE' });
  world.addExportBucket(mixed.id, { bucketName: 'contoso-lake-gcp', cloudProvider: 'GCP' });
  const exports = sampleJobs(world, mixed.id, 'lake', exported._id);
  mixed.clusters.push(cluster(world, 'lake', { exportTo: exported._id, exports }), cluster(world, 'lake-staging'));
  mixed.access.awsIamRoles.push(PENDING_AWS_ROLE);

  add('empty', 'empty-sandbox');
  world.addExportBucket(add('forbidden', 'payroll-vault').id, awsBucket('contoso-payroll'));
  for (const { id } of [SAMPLE_CREDENTIALS.serviceAccount, SAMPLE_CREDENTIALS.apiKey, SAMPLE_CREDENTIALS.blockedKey]) {
    world.revokeRoles(id, EXAMPLE_PROJECTS.forbidden);
  }
  const odd = add('odd', "Größe & Maße (it's+odd)");
  for (const bucketName of ODD_NAMES) {
    world.addExportBucket(odd.id, { bucketName });
  }
  const estimated = add('estimated', 'reporting-archive');
  world.addMany(estimated.id, 130, 'contoso-reports');
  estimated.countError = 3;
  addBroken(world, add('broken', 'legacy-handover'));
}

function addBroken(world: World, { id, access }: Project): void {
  world.addExportBucket(id, { ...awsBucket('contoso-legacy-orphaned'), iamRoleId: '5f3c1a80b6d4e21f7a9c0dee' });
  const [pendingRole] = access.awsIamRoles.splice(0, 1, PENDING_AWS_ROLE);
  world.addExportBucket(id, { ...awsBucket('contoso-legacy-pending'), iamRoleId: PENDING_AWS_ROLE.roleId });
  access.awsIamRoles.push({ ...pendingRole });
  world.addExportBucket(id, { bucketName: 'contoso-legacy-gcs', cloudProvider: 'GCP' });
  const [account] = access.gcpServiceAccounts;
  access.gcpServiceAccounts.splice(0, 1, { ...account, status: 'FAILED' });
  world.addExportBucket(id, { bucketName: 'contoso-legacy-oci', cloudProvider: 'OCI', roleId: world.newId() });
}

const PENDING_AWS_ROLE = {
  atlasAWSAccountArn: 'arn:aws:iam::299602853325:root',
  atlasAssumedRoleExternalId: 'b63a96a9-2f1d-4c0e-9a57-3d8e6b1c7f42',
  authorizedDate: null,
  createdDate: '2026-08-10T03:03:36Z',
  iamAssumedRoleArn: null,
  providerName: 'AWS',
  roleId: '6a794518ce5a6a3d72ea7454',
};

function awsBucket(bucketName: string): Row {
  return { bucketName, cloudProvider: 'AWS', region: 'eu-west-1', requirePrivateNetworking: false };
}
