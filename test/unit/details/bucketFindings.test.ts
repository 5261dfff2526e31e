import assert from 'node:assert/strict';
import type { Credential } from '../../../src/credentials/credential';
import { BucketFindings } from '../../../src/details/bucketFindings';
import { ExportsStore } from '../../../src/exports/health/exportsStore';
import { ProjectCache } from '../../../src/details/projectCache';
import { credentialNode, projectNode } from '../../../src/model/nodes';
import { gate } from '../atlas/support';
import { KEYS, paths, PROJECTS, until, useSimulator, warmClientOf } from '../client/support';
import { detailsOf, targetIn } from './support';

const CREDENTIAL: Credential = {
  id: 'c',
  name: 'Contoso',
  origin: 'https://cloud.mongodb.com',
  method: 'apiKey',
  keyId: 'k',
  source: 'stored',
};

describe('What was found out about export buckets', () => {
  it('is kept until a row above them is refreshed', () => {
    const findings = new BucketFindings();
    const known = (): string[] => ['a', 'b', 'other'].filter((id) => findings.of(id).isUnused === 'yes');
    const recordAll = (): void => {
      findings.recorder({ credentialId: 'c', projectId: 'p' }).record('a', { isUnused: 'yes' });
      findings.recorder({ credentialId: 'c', projectId: 'q' }).record('b', { isUnused: 'yes' });
      findings.recorder({ credentialId: 'd', projectId: 'p' }).record('other', { isUnused: 'yes' });
    };
    const root = credentialNode(CREDENTIAL);
    for (const [row, left] of [
      [projectNode(root, { id: 'p', name: 'p' }), ['b']],
      [root, ['other']],
      [undefined, []],
    ] as const) {
      recordAll();
      assert.deepEqual(known(), ['a', 'b', 'other']);
      findings.forgetBelow(row);
      assert.deepEqual(known(), left);
    }
  });

  it('does not come from a check that started before a refresh', () => {
    const findings = new BucketFindings();
    let changes = 0;
    findings.onDidChange(() => {
      changes += 1;
    });
    const early = findings.recorder({ credentialId: 'c', projectId: 'p' });
    const elsewhere = findings.recorder({ credentialId: 'c', projectId: 'q' });
    early.record('a', { hasBrokenRole: 'no' });
    early.record('a', { isUnused: 'yes' });
    assert.deepEqual(findings.of('a'), { hasBrokenRole: 'no', isUnused: 'yes' });
    findings.forgetProject('p');
    early.record('a', { isUnused: 'yes' });
    elsewhere.record('b', { isUnused: 'yes' });
    assert.deepEqual([findings.of('a'), findings.of('b')], [{}, { isUnused: 'yes' }]);
    assert.deepEqual([early.isCurrent(), elsewhere.isCurrent(), changes], [false, true, 4]);
  });
});

describe('What the details find out for the overview', () => {
  const simulator = useSimulator();
  const unusedBucket = async () => {
    simulator().world.setRole(KEYS.serviceAccount.id, PROJECTS.mixed, 'GROUP_BACKUP_MANAGER');
    const made = await warmClientOf(simulator());
    const findings = new BucketFindings();
    const store = new ExportsStore(undefined, undefined, ({ projectId }) => {
      findings.forgetProject(projectId);
    });
    const target = targetIn(simulator(), 'mixed', 'contoso-lake-gcp');
    const opened = detailsOf(simulator(), made, target, { findings, cache: new ProjectCache(store) });
    opened.details.load('usedBy');
    await opened.settled();
    const isUnused = () => findings.of(target.bucket._id).isUnused;
    assert.equal(isUnused(), 'yes');
    return { ...opened, findings, store, target, isUnused };
  };

  it('does not outlive a search that fails', async () => {
    const { details, settled, isUnused } = await unusedBucket();
    simulator().fault({ path: /\/clusters/, response: { status: 500 } });
    details.refresh();
    await settled();
    assert.equal(details.page().header.status[1]?.text, 'Exports not loaded');
    assert.equal(isUnused(), undefined);
  });

  it('does not outlive a search that the user cancels', async () => {
    const { details, settled, isUnused } = await unusedBucket();
    const end = simulator().fault({ path: /\/clusters/, response: { hang: 'beforeHeaders' } });
    details.load('usedBy');
    assert.equal(isUnused(), undefined);
    details.cancel();
    await settled();
    assert.equal(isUnused(), undefined);
    end();
    details.load('usedBy');
    await settled();
    assert.equal(isUnused(), 'yes');
  });

  it('does not outlive a refresh of another bucket of the project', async () => {
    const { findings, store, isUnused } = await unusedBucket();
    const made = await warmClientOf(simulator());
    const target = targetIn(simulator(), 'mixed', 'contoso-lake-exports');
    const other = detailsOf(simulator(), made, target, { findings, cache: new ProjectCache(store) });
    other.details.refresh();
    assert.equal(isUnused(), undefined);
    await other.settled();
    assert.equal(isUnused(), undefined);
  });

  it('does not come from a search that runs while the project is refreshed', async () => {
    const { details, settled, findings, target, isUnused } = await unusedBucket();
    const held = gate();
    simulator().fault({ path: /\/clusters\?/, response: { hold: held.opened } });
    details.refresh();
    simulator().clearRequests();
    await until(() => paths(simulator()).some((path) => path.includes('/clusters?')));
    findings.forgetProject(target.project.id);
    held.open();
    await settled();
    assert.match(details.page().header.status[1]?.text ?? '', /No backup schedule exports here/);
    assert.equal(isUnused(), undefined);
  });

  it('does not outlive a change of the role', async () => {
    const made = await warmClientOf(simulator());
    const findings = new BucketFindings();
    const target = targetIn(simulator(), 'mixed', 'contoso-lake-exports');
    const { _id } = target.bucket;
    findings.recorder({ credentialId: 'c', projectId: target.project.id }).record(_id, { hasBrokenRole: 'no' });
    const before = { ...target, bucket: { ...target.bucket, iamRoleId: '60113b99ce5a6a3d72ea7400' } };
    const { details, shown } = detailsOf(simulator(), made, before, { findings });
    simulator().fault({ path: /cloudProviderAccess/, response: { hang: 'beforeHeaders' } });
    details.open();
    await until(() => shown('identity').includes('Organization: Contoso Retail'));
    assert.equal(findings.of(_id).hasBrokenRole, undefined);
    details.dispose();
  });
});
