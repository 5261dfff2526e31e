import * as mongodbatlas from '@pulumi/mongodbatlas';

const isQuote = (text: string): boolean => text === "'" || text === '{';

// The bucket f006c0a9b4d7e35f1820d4ca was replaced.
export const bucket = new mongodbatlas.CloudBackupSnapshotExportBucket('archive', {
  projectId: 'c011d5b8e07f2a64c39b8e0d',
  iamRoleId: "a017f3c90d5e18b264a0c9d3",
});
export const schedule = new mongodbatlas.CloudBackupSchedule(`daily`, {
  projectId: `c021d5b8e07f2a64c39b8e0d`,
  export: { exportBucketId: isQuote('x') ? '' : 'f006c0a9b4d7e35f1820d4ca', frequencyType: 'daily' },
  exports: [{ exportBucketId: 'b024e8d21f06a7b93c5d1e2f' }],
});
const exportBucketId: string = 'b004e8d21f06a7b93c5d1e2f';
const projectId = process.env['ATLAS_PROJECT_ID'] ?? 'f006c0a9b4d7e35f1820d4ca';
const exportBucket = { projectId: 'c031d5b8e07f2a64c39b8e0d', id: 'b034e8d21f06a7b93c5d1e2f', clusters: [{ id: 'f006c0a9b4d7e35f1820d4ca' }] };
