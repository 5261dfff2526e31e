import assert from 'node:assert/strict';
import { readTarget, writeTarget } from '../../../src/details/detailsTarget';
import type { LoadedSectionId } from '../../../src/details/protocol';
import { ExportsStore } from '../../../src/exports/health/exportsStore';
import { ProjectCache } from '../../../src/details/projectCache';
import { KEYS, paths, PROJECTS, until, useSimulator, warmClientOf } from '../client/support';
import { detailsOf, targetIn } from './support';

const PROJECT = `GET atlas/v2/groups/${PROJECTS.mixed}`;

describe('The details of an export bucket', () => {
  const simulator = useSimulator();
  const open = async (bucketName = 'contoso-lake-exports') => {
    const target = targetIn(simulator(), 'mixed', bucketName);
    const made = await warmClientOf(simulator());
    return { ...made, ...detailsOf(simulator(), made, target), target };
  };

  it('show the row’s data immediately, and send one request per section except for the cluster search', async () => {
    const { details, shown, settled, target } = await open();
    details.open();
    assert.match(shown('identity'), /Region: eu-west-1[^]*Organization: …\nOrganization ID: /);
    assert.match(shown('references'), /s3:\/\/contoso-lake-exports/);
    await settled();
    assert.match(shown('identity'), /Organization: Contoso Retail/);
    assert.match(shown('role'), /AWS role ARN: arn:aws:iam::123456789012:role\/atlas-snapshot-export/);
    assert.match(shown('role'), /Trust Policy: \{[^]*"sts:ExternalId"[^]*Permissions Policy: \{/);
    assert.match(shown('usedBy'), /\(Find Clusters\)/);
    assert.deepEqual(paths(simulator()).sort(), [
      `${PROJECT}/backup/exportBuckets/${target.bucket._id}`,
      `${PROJECT}/cloudProviderAccess`,
      `GET atlas/v2/orgs/${KEYS.serviceAccount.organizationId}`,
    ]);
  });

  it('cache the roles and the organization of a project for one minute', async () => {
    const clock = { now: 0 };
    const now = () => clock.now;
    const cache = new ProjectCache(new ExportsStore(now), now);
    const made = await warmClientOf(simulator());
    const openOne = async (bucketName: string): Promise<void> => {
      const one = detailsOf(simulator(), made, targetIn(simulator(), 'mixed', bucketName), { cache });
      one.details.open();
      await one.settled();
    };
    const accessRequests = (): number =>
      paths(simulator()).filter((path) => path.endsWith('/cloudProviderAccess')).length;
    await Promise.all([openOne('contoso-lake-exports'), openOne('contoso-lake-azure')]);
    clock.now = 59_999;
    await openOne('contoso-lake-gcp');
    assert.equal(accessRequests(), 1);
    assert.equal(paths(simulator()).filter((path) => path.includes('/orgs/')).length, 1);
    clock.now = 60_000;
    await openOne('contoso-lake-gcp');
    assert.equal(accessRequests(), 2);
  });

  it('reload the role if Atlas returns another role ID than the list did', async () => {
    const target = targetIn(simulator(), 'mixed', 'contoso-lake-exports');
    const made = await warmClientOf(simulator());
    const stale = { ...target, bucket: { ...target.bucket, iamRoleId: '60113b99ce5a6a3d72ea7400' } };
    const { details, shown, settled } = detailsOf(simulator(), made, stale);
    details.open();
    await settled();
    assert.match(shown('role'), /AWS role ARN: arn:aws/);
  });

  const broken: readonly (readonly [LoadedSectionId, RegExp, RegExp])[] = [
    ['identity', /exportBuckets\/[a-f0-9]{24}/, /Organization: Contoso Retail/],
    ['role', /cloudProviderAccess/, /AWS role ARN/],
    ['usedBy', /clusters\?/, /1 cluster exports to this bucket/],
  ];
  for (const [id, path, whole] of broken) {
    it(`show a failure of ${id} in that section only, and recover after a retry`, async () => {
      const { details, shown, settled, failures } = await open();
      const mend = simulator().fault({ path, response: { status: 500 } });
      details.open();
      details.load('usedBy');
      await settled();
      assert.match(shown(id), /\[error\] Atlas is unavailable \(500\): .+\n\(Retry\)/);
      assert.match(shown('identity'), /Organization: Contoso Retail/);
      assert.equal(failures.length, 1);
      assert.notEqual(details.fixOf(id), undefined);
      for (const [other, , there] of broken) {
        assert.equal(other === id || there.test(shown(other)), true, other);
      }
      mend();
      details.load(id);
      await settled();
      assert.match(shown(id), whole);
      assert.equal(details.fixOf(id), undefined);
    });
  }

  it('show a notice if the organization name can’t be loaded', async () => {
    const { details, shown, settled } = await open();
    simulator().fault({ path: /orgs\//, response: { status: 403, errorCode: 'ORG_REQUIRES_ACCESS_LIST' } });
    details.open();
    await settled();
    assert.match(shown('identity'), /Organization: not loaded \(.+\(ORG_REQUIRES_ACCESS_LIST\)\)/);
    assert.doesNotMatch(shown('identity'), /role/);
    assert.match(shown('identity'), new RegExp(`Organization ID: ${KEYS.serviceAccount.organizationId}`));
  });

  it('refresh only the sections that were loaded', async () => {
    const { details, settled } = await open();
    details.open();
    await settled();
    simulator().clearRequests();
    details.refresh();
    await settled();
    assert.equal(simulator().requests.length, 3);
    details.load('usedBy');
    await settled();
    simulator().clearRequests();
    details.refresh();
    await settled();
    assert.ok(paths(simulator()).some((path) => path.startsWith(`${PROJECT}/clusters?`)));
  });

  it('use a new token after a refresh if the role didn’t allow export jobs', async () => {
    const { details, settled, waits } = await open();
    details.load('usedBy');
    await settled();
    simulator().clearRequests();
    // Simulates that a minute has passed.
    waits.push(60_000);
    details.refresh();
    await settled();
    assert.ok(paths(simulator()).includes('POST oauth/token'));
  });

  it('show the role after a window reload even if the bucket can’t be loaded', async () => {
    const kept = readTarget(writeTarget(targetIn(simulator(), 'mixed', 'contoso-lake-exports')));
    assert.ok(kept);
    const made = await warmClientOf(simulator());
    const { details, shown, settled } = detailsOf(simulator(), made, kept);
    simulator().fault({ path: /exportBuckets\//, response: { status: 500 } });
    details.open();
    await settled();
    assert.match(shown('role'), /AWS role ARN: arn:aws/);
  });

  it('show the last loaded values without any request after the credential was removed', async () => {
    const target = targetIn(simulator(), 'mixed', 'contoso-lake-exports');
    const made = await warmClientOf(simulator());
    const { details, shown, messages } = detailsOf(simulator(), made, target, { credential: undefined });
    details.open();
    assert.match(shown('identity'), /\[warning\] Credential removed/);
    assert.match(shown('identity'), /Region: eu-west-1\n[^]*Organization: not loaded/);
    const { header, sections } = details.page();
    assert.deepEqual([header.title, sections.length, header.actions], ['contoso-lake-exports', 1, []]);
    const before = messages.length;
    details.refresh();
    details.load('usedBy');
    details.cancel();
    assert.deepEqual(messages.slice(before), []);
    assert.deepEqual(simulator().requests, []);
  });

  it('abort their own requests when they are closed', async () => {
    const { details, traffic } = await open();
    simulator().fault({ response: { hang: 'beforeHeaders' } });
    details.open();
    await until(() => traffic.inFlight === 3);
    details.dispose();
    // Other tabs may wait for the roles and the organization.
    await until(() => traffic.inFlight === 2);
  });
});
