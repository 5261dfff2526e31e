import assert from 'node:assert/strict';
import { rateLimitOf } from '../../../src/atlas/rateLimits';

describe('The rate limit of a request', () => {
  const project = { groupId: 'a'.repeat(24), clusterName: 'cluster0' };
  const backups = `Cloud Backups ${project.groupId}`;

  for (const [endpoint, expected] of [
    ['groups/{groupId}/backup/exportBuckets', backups],
    ['groups/{groupId}/backup/exportBuckets/{exportBucketId}', backups],
    ['groups/{groupId}/clusters/{clusterName}/backup/schedule', backups],
    ['groups/{groupId}/clusters/{clusterName}/backup/exports', backups],
    ['groups/{groupId}/clusters', `Clusters ${project.groupId}`],
    ['groups/{groupId}/clusters/{clusterName}', `Clusters ${project.groupId}`],
    ['groups/{groupId}/cloudProviderAccess', `Cloud Provider Access ${project.groupId}`],
    ['groups/{groupId}/events', `Events ${project.groupId}`],
    ['groups/{groupId}/alertConfigs', `Alert Configurations ${project.groupId}`],
    ['groups/{groupId}', `Projects ${project.groupId}`],
    ['groups', 'groups'],
    ['orgs', 'orgs'],
  ] as const) {
    it(`of ${endpoint}`, () => {
      assert.equal(rateLimitOf(endpoint, project), expected);
    });
  }

  it('differs for another project or organization', () => {
    assert.notEqual(
      rateLimitOf('groups/{groupId}/backup/exportBuckets', project),
      rateLimitOf('groups/{groupId}/backup/exportBuckets', { groupId: 'b'.repeat(24) }),
    );
    assert.equal(rateLimitOf('orgs/{orgId}/groups', { orgId: '1' }), rateLimitOf('orgs/{orgId}', { orgId: '1' }));
  });
});
