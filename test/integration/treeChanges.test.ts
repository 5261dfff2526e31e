import assert from 'node:assert/strict';
import { until } from '../vscode/until';
import { labels, named, useTrees } from './trees';

/** Milliseconds in which a role may be granted: a token that is younger is not renewed. */
const A_MOMENT = 10_000;

describe('ProjectsTree, when things change', () => {
  const { simulator, build } = useTrees();

  it('gives each failing list one row, and asks again when told to', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    assert.ok(project.kind === 'project');
    const end = simulator().fault({ path: /exportBuckets/, answer: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    assert.deepEqual(labels(tree, await tree.getChildren(project)), ['Access denied by Atlas | Retry']);
    end();
    await tree.loadNext(project);
    assert.equal((await tree.getChildren(project)).length, 2);
  });

  it('keeps what it has when a later page fails', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const archive = named(await tree.getChildren(), 'test-bucket-archive');
    assert.ok(archive.kind === 'project');
    await tree.getChildren(archive);
    simulator().fault({ path: /pageNum=2/, times: 1, answer: { status: 400, errorCode: 'UNEXPECTED_ERROR' } });
    assert.equal(await tree.loadNext(archive), undefined);
    const rows = await tree.getChildren(archive);
    assert.equal(rows.length, 101);
    assert.deepEqual(labels(tree, rows.slice(-1)), ['Atlas rejected the request (400) | Retry']);
    await tree.loadNext(archive);
    assert.equal((await tree.getChildren(archive)).length, 201);
  });

  it('refreshes one list with as many pages as it had', async () => {
    const { tree, credentials } = build({ retail: simulator().world.credentials.serviceAccount });
    const archive = named(await tree.getChildren(), 'test-bucket-archive');
    assert.ok(archive.kind === 'project');
    await tree.getChildren(archive);
    await tree.loadNext(archive);
    const asked = credentials.requests.length;
    await tree.refresh(archive);
    assert.equal((await tree.getChildren(archive)).length, 201);
    assert.equal(credentials.requests.length, asked + 2);
  });

  it('renews a token on Refresh where a role was missing, and only there', async () => {
    const { world } = simulator();
    const { tree, credentials } = build({ retail: world.credentials.serviceAccount });
    const vault = named(await tree.getChildren(), 'payroll-vault');
    const other = named(await tree.getChildren(), 'aws-backups-prod');
    assert.ok(vault.kind === 'project' && other.kind === 'project');
    assert.deepEqual(labels(tree, await tree.getChildren(vault)), [
      'No access: Project Read Only required | Open Access Manager',
    ]);
    await tree.getChildren(other);
    const tokens = (): number => credentials.requests.filter(({ path }) => path === '/api/oauth/token').length;
    await tree.refresh(other);
    assert.equal(tokens(), 1);
    world.setRole(world.credentials.serviceAccount.id, vault.project.id, 'GROUP_READ_ONLY');
    credentials.goOn(A_MOMENT);
    await tree.refresh(vault);
    assert.equal(tokens(), 2);
    assert.deepEqual(labels(tree, await tree.getChildren(vault)), ['contoso-payroll | AWS']);
  });

  it('renews a token once on Refresh of everything, and on Retry where a role was missing', async () => {
    const { world } = simulator();
    const { tree, credentials } = build({ retail: world.credentials.serviceAccount });
    const vault = named(await tree.getChildren(), 'payroll-vault');
    assert.ok(vault.kind === 'project');
    await tree.getChildren(vault);
    const tokens = (): number => credentials.requests.filter(({ path }) => path === '/api/oauth/token').length;
    world.setRole(world.credentials.serviceAccount.id, vault.project.id, 'GROUP_READ_ONLY');
    credentials.goOn(A_MOMENT);
    await tree.retry(vault);
    assert.equal(tokens(), 2);
    assert.deepEqual(labels(tree, await tree.getChildren(vault)), ['contoso-payroll | AWS']);
    credentials.goOn(A_MOMENT);
    await tree.refreshAll();
    await tree.getChildren();
    assert.equal(tokens(), 3);
  });

  it('keeps the rows of a list that cannot be refreshed, and says why', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    assert.ok(project.kind === 'project');
    const before = labels(tree, await tree.getChildren(project));
    const end = simulator().fault({ path: /exportBuckets/, answer: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    await tree.refresh(project);
    assert.deepEqual(labels(tree, await tree.getChildren(project)), [...before, 'Access denied by Atlas | Retry']);
    await tree.refreshAll();
    assert.deepEqual(labels(tree, await tree.getChildren(project)), [...before, 'Access denied by Atlas | Retry']);
    end();
    await tree.retry(project);
    assert.deepEqual(labels(tree, await tree.getChildren(project)), before);
  });

  it('says anew how many buckets a project has once its list was refreshed with all others', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    assert.ok(project.kind === 'project');
    await tree.getChildren(project);
    assert.equal(tree.getTreeItem(project).description, '2 buckets');
    simulator().world.addExportBucket(project.project.id);
    await tree.refreshAll();
    const changed: unknown[] = [];
    tree.onDidChangeTreeData((row) => changed.push(row));
    const shown = named(await tree.getChildren(), 'aws-backups-prod');
    await tree.getChildren(shown);
    await until(() => Promise.resolve(changed.length > 0), 'the change');
    assert.deepEqual(changed, [shown]);
    assert.equal(tree.getTreeItem(shown).description, '3 buckets');
  });

  it('waits no longer once it asks again for a list that could not be refreshed', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    assert.ok(project.kind === 'project');
    await tree.getChildren(project);
    simulator().fault({ path: /exportBuckets/, times: 1, answer: { status: 429, retryAfter: 60 } });
    await tree.refresh(project);
    const retryAt = (): number | undefined => tree.rows.listOf(project)?.retryAt;
    assert.ok(retryAt() !== undefined);
    // The countdown asks each second again for what is still waiting.
    const retrying = tree.retry(project);
    assert.equal(retryAt(), undefined);
    await retrying;
  });

  it('loses no page that somebody asked for while the list was refreshed', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const archive = named(await tree.getChildren(), 'test-bucket-archive');
    assert.ok(archive.kind === 'project');
    await tree.getChildren(archive);
    await Promise.all([tree.refresh(archive), tree.loadNext(archive)]);
    assert.equal((await tree.getChildren(archive)).length, 201);
  });

  it('takes one refusal for one, however many waited for it', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const archive = named(await tree.getChildren(), 'test-bucket-archive');
    assert.ok(archive.kind === 'project');
    await tree.getChildren(archive);
    simulator().fault({ path: /pageNum=2/, times: 1, answer: { status: 429, errorCode: 'RATE_LIMITED' } });
    await Promise.all(Array.from({ length: 10 }, () => tree.loadNext(archive)));
    const [row] = labels(tree, (await tree.getChildren(archive)).slice(-1));
    assert.match(row ?? '', /^Rate limited by Atlas \| retrying in (9|10) s$/);
  });

  it('marks a credential that needs attention', async () => {
    const { apiKey, otherOrganizationKey } = simulator().world.credentials;
    const { tree } = build({ retail: apiKey, platform: { ...otherOrganizationKey, id: 'deleted1' } });
    const changed: unknown[] = [];
    const subscription = tree.onDidChangeTreeData((node) => changed.push(node));
    const [, platform] = await tree.getChildren();
    assert.ok(platform);
    await tree.getChildren(platform);
    await until(() => Promise.resolve(changed.includes(platform)), 'the change');
    subscription.dispose();
    assert.deepEqual(labels(tree, [platform]), ['platform | needs attention · API key']);
  });

  it('reports each failure of a list once', async () => {
    const reported: Error[] = [];
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount }, 100, (failure) =>
      reported.push(failure),
    );
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    simulator().fault({ path: /exportBuckets/, times: 1, answer: { status: 400, errorCode: 'UNEXPECTED_ERROR' } });
    await tree.getChildren(project);
    await tree.getChildren(project);
    assert.equal(reported.length, 1);
  });

  it('drops what was seen through a credential that changed', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey });
    const [first] = await tree.getChildren();
    assert.ok(first);
    assert.equal(tree.rows.find(first), first);
    assert.equal(tree.rows.find({ id: first.id }), first);
    tree.forget('retail');
    assert.equal(tree.rows.find(first), undefined);
  });

  it('asks nothing for a row that went', async () => {
    const { tree, credentials } = build({ retail: simulator().world.credentials.serviceAccount });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    const asked = credentials.requests.length;
    tree.forget('retail');
    assert.deepEqual(await tree.getChildren(project), []);
    assert.equal(credentials.requests.length, asked);
  });

  it('shows nothing of a list that was under way when its credential went', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    simulator().fault({ path: /exportBuckets/, answer: { hang: 'beforeHeaders' } });
    const children = tree.getChildren(project);
    tree.forget('retail');
    assert.deepEqual(await children, []);
  });
});
