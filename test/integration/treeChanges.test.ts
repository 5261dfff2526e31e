import assert from 'node:assert/strict';
import { until } from '../vscode/until';
import { labels, named, useTrees } from './trees';

/** Milliseconds after which a token is renewed. A younger one is not. */
const A_MOMENT = 10_000;

describe('ProjectsTree, when things change', () => {
  const { simulator, build } = useTrees();

  it('shows one row for each failed list, and retries on request', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    assert.ok(project.kind === 'project');
    const end = simulator().fault({ path: /exportBuckets/, response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    assert.deepEqual(labels(tree, await tree.getChildren(project)), ['Access denied by Atlas | Retry']);
    end();
    await tree.loadNext(project);
    assert.equal((await tree.getChildren(project)).length, 2);
  });

  it('keeps the rows of a list when a later page fails', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const archive = named(await tree.getChildren(), 'test-bucket-archive');
    assert.ok(archive.kind === 'project');
    await tree.getChildren(archive);
    simulator().fault({ path: /pageNum=2/, times: 1, response: { status: 400, errorCode: 'UNEXPECTED_ERROR' } });
    assert.equal(await tree.loadNext(archive), undefined);
    const rows = await tree.getChildren(archive);
    assert.equal(rows.length, 101);
    assert.deepEqual(labels(tree, rows.slice(-1)), ['Atlas rejected the request (400) | Retry']);
    await tree.loadNext(archive);
    assert.equal((await tree.getChildren(archive)).length, 201);
  });

  it('reloads as many pages of a list as were loaded', async () => {
    const { tree, credentials } = build({ retail: simulator().world.credentials.serviceAccount });
    const archive = named(await tree.getChildren(), 'test-bucket-archive');
    assert.ok(archive.kind === 'project');
    await tree.getChildren(archive);
    await tree.loadNext(archive);
    const sent = credentials.requests.length;
    await tree.refresh(archive);
    assert.equal((await tree.getChildren(archive)).length, 201);
    assert.equal(credentials.requests.length, sent + 2);
  });

  it('renews a token on Refresh only if a role was missing', async () => {
    const { world } = simulator();
    const { tree, credentials } = build({ retail: world.credentials.serviceAccount });
    const vault = named(await tree.getChildren(), 'payroll-vault');
    const other = named(await tree.getChildren(), 'aws-backups-prod');
    assert.ok(vault.kind === 'project' && other.kind === 'project');
    assert.deepEqual(labels(tree, await tree.getChildren(vault)), ['No access | Open Access Manager']);
    await tree.getChildren(other);
    const tokens = (): number => credentials.requests.filter(({ path }) => path === '/api/oauth/token').length;
    await tree.refresh(other);
    assert.equal(tokens(), 1);
    world.setRole(world.credentials.serviceAccount.id, vault.project.id, 'GROUP_READ_ONLY');
    credentials.advance(A_MOMENT);
    await tree.refresh(vault);
    assert.equal(tokens(), 2);
    assert.deepEqual(labels(tree, await tree.getChildren(vault)), ['contoso-payroll | AWS']);
  });

  it('renews a token once on Refresh of everything, and on Retry if a role was missing', async () => {
    const { world } = simulator();
    const { tree, credentials } = build({ retail: world.credentials.serviceAccount });
    const vault = named(await tree.getChildren(), 'payroll-vault');
    assert.ok(vault.kind === 'project');
    await tree.getChildren(vault);
    const tokens = (): number => credentials.requests.filter(({ path }) => path === '/api/oauth/token').length;
    world.setRole(world.credentials.serviceAccount.id, vault.project.id, 'GROUP_READ_ONLY');
    credentials.advance(A_MOMENT);
    await tree.retry(vault);
    assert.equal(tokens(), 2);
    assert.deepEqual(labels(tree, await tree.getChildren(vault)), ['contoso-payroll | AWS']);
    credentials.advance(A_MOMENT);
    await tree.refreshAll();
    await tree.getChildren();
    assert.equal(tokens(), 3);
  });

  it('keeps the rows of a list whose refresh fails, and shows why', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    assert.ok(project.kind === 'project');
    const before = labels(tree, await tree.getChildren(project));
    const end = simulator().fault({ path: /exportBuckets/, response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    await tree.refresh(project);
    assert.deepEqual(labels(tree, await tree.getChildren(project)), [...before, 'Access denied by Atlas | Retry']);
    await tree.refreshAll();
    assert.deepEqual(labels(tree, await tree.getChildren(project)), [...before, 'Access denied by Atlas | Retry']);
    end();
    await tree.retry(project);
    assert.deepEqual(labels(tree, await tree.getChildren(project)), before);
  });

  it('updates the number of buckets of a project after Refresh of everything', async () => {
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

  it('stops waiting when it retries a list whose refresh failed', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    assert.ok(project.kind === 'project');
    await tree.getChildren(project);
    simulator().fault({ path: /exportBuckets/, times: 1, response: { status: 429, retryAfter: 60 } });
    await tree.refresh(project);
    const retryAt = (): number | undefined => tree.rows.listOf(project)?.retryAt;
    assert.ok(retryAt() !== undefined);
    // The countdown retries lists that still wait each second.
    const retrying = tree.retry(project);
    assert.equal(retryAt(), undefined);
    await retrying;
  });

  it('keeps a page that was requested during a refresh', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const archive = named(await tree.getChildren(), 'test-bucket-archive');
    assert.ok(archive.kind === 'project');
    await tree.getChildren(archive);
    await Promise.all([tree.refresh(archive), tree.loadNext(archive)]);
    assert.equal((await tree.getChildren(archive)).length, 201);
  });

  it('counts one refusal once, however many callers waited for it', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const archive = named(await tree.getChildren(), 'test-bucket-archive');
    assert.ok(archive.kind === 'project');
    await tree.getChildren(archive);
    simulator().fault({ path: /pageNum=2/, times: 1, response: { status: 429, errorCode: 'RATE_LIMITED' } });
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
    simulator().fault({ path: /exportBuckets/, times: 1, response: { status: 400, errorCode: 'UNEXPECTED_ERROR' } });
    await tree.getChildren(project);
    await tree.getChildren(project);
    assert.equal(reported.length, 1);
  });

  it('drops the rows of a credential that changed', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey });
    const [first] = await tree.getChildren();
    assert.ok(first);
    assert.equal(tree.rows.find(first), first);
    assert.equal(tree.rows.find({ id: first.id }), first);
    tree.forget('retail');
    assert.equal(tree.rows.find(first), undefined);
  });

  it('sends no request for a row that was removed', async () => {
    const { tree, credentials } = build({ retail: simulator().world.credentials.serviceAccount });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    const sent = credentials.requests.length;
    tree.forget('retail');
    assert.deepEqual(await tree.getChildren(project), []);
    assert.equal(credentials.requests.length, sent);
  });

  it('shows nothing of a list that was loading when its credential was removed', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    simulator().fault({ path: /exportBuckets/, response: { hang: 'beforeHeaders' } });
    const children = tree.getChildren(project);
    tree.forget('retail');
    assert.deepEqual(await children, []);
  });
});
