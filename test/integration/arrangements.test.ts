import assert from 'node:assert/strict';
import { ThemeIcon } from 'vscode';
import { EXAMPLE_PROJECTS } from '../atlas/sampleWorld';
import { until } from '../vscode/until';
import { exportBucketNodeId, nameOf, type TreeNode } from '../../src/model/nodes';
import { revealRow } from '../../src/tree/revealRow';
import { labels, named, useTrees } from './trees';

describe('Arrangements of the tree', () => {
  const { simulator, build } = useTrees();

  it('put pinned projects first and mark them once', async () => {
    const { tree, pinned } = build({ retail: simulator().world.credentials.apiKey });
    const before = labels(tree, await tree.getChildren());
    pinned.set('retail', [EXAMPLE_PROJECTS.gcp, EXAMPLE_PROJECTS.empty]);
    const roots = await tree.getChildren();
    const [first, second, ...others] = labels(tree, roots);
    assert.deepEqual([first, second], ['empty-sandbox', 'gcp-backups-prod']);
    assert.deepEqual(
      others,
      before.filter((label) => !['empty-sandbox', 'gcp-backups-prod'].includes(label)),
    );
    const [row] = roots;
    assert.ok(row);
    const item = tree.getTreeItem(row);
    assert.equal(item.contextValue, 'project pinned');
    assert.ok(item.iconPath instanceof ThemeIcon && item.iconPath.id === 'pinned');
    assert.match(item.accessibilityInformation?.label ?? '', /^empty-sandbox, project, pinned$/);
  });

  it('sort a complete list, and keep Atlas’s order of an incomplete one', async () => {
    const { world, requests } = simulator();
    const { tree, arrangements } = build({ retail: world.credentials.apiKey }, 100);
    const [roots, estimated] = [await tree.getChildren(), world.project(EXAMPLE_PROJECTS.estimated)];
    assert.ok(estimated);
    const reports = named(roots, 'reporting-archive');
    assert.ok(reports.kind === 'project');
    const [first] = estimated.exportBuckets;
    const newest = [...estimated.exportBuckets].sort((a, b) => (a._id < b._id ? 1 : -1)).map(({ _id }) => _id);
    assert.ok(first);
    const idsOf = async () =>
      (await tree.getChildren(reports)).flatMap((row) => (row.kind === 'exportBucket' ? row.bucket._id : []));
    arrangements.sort(reports, 'newest');
    assert.equal(
      (await idsOf()).join(),
      estimated.exportBuckets
        .slice(0, 100)
        .map(({ _id }) => _id)
        .join(),
    );
    assert.equal(tree.getTreeItem(reports).contextValue, 'project');
    const firstNew = await tree.loadNext(reports);
    assert.ok(firstNew?.kind === 'exportBucket');
    assert.equal(firstNew.bucket._id, estimated.exportBuckets[100]?._id);
    assert.deepEqual(await idsOf(), newest);
    assert.equal(tree.getTreeItem(reports).contextValue, 'project complete');
    const sent = requests.length;
    arrangements.sort(reports, 'atlas');
    assert.equal((await idsOf())[0], first._id);
    assert.equal(requests.length, sent);
  });

  it('hide export buckets of other providers, with a row that counts and shows them', async () => {
    const { tree, arrangements } = build({ retail: simulator().world.credentials.apiKey });
    const mixed = named(await tree.getChildren(), 'data-platform-multi-cloud');
    const aws = named(await tree.getChildren(), 'aws-backups-prod');
    await Promise.all([tree.getChildren(mixed), tree.getChildren(aws)]);
    let fired = 0;
    tree.onDidChangeTreeData(() => (fired += 1));
    arrangements.filter(new Set(['AZURE', 'GCP']));
    await until(() => Promise.resolve(fired > 0), 'the change');
    const rows = await tree.getChildren(mixed);
    assert.deepEqual(labels(tree, rows), [
      'contoso-lake-azure | Azure',
      'contoso-lake-gcp | Google Cloud',
      '1 bucket hidden | Clear Filter',
    ]);
    assert.deepEqual(labels(tree, await tree.getChildren(aws)), ['2 buckets hidden | Clear Filter']);
    const last = rows.at(-1);
    assert.ok(last);
    assert.deepEqual(tree.getTreeItem(last).command, { command: 'atlasExportBuckets.openRow', title: 'Clear Filter' });
    assert.equal(
      tree.getTreeItem(last).accessibilityInformation?.label,
      '1 bucket hidden by the provider filter. Clear Filter',
    );
    assert.deepEqual(labels(tree, [mixed, aws]), ['data-platform-multi-cloud | 2 of 3', 'aws-backups-prod | 0 of 2']);
    arrangements.filter(undefined);
    assert.equal((await tree.getChildren(mixed)).length, 3);
    assert.equal((await tree.getChildren(aws)).length, 2);
  });

  it('hide projects whose export buckets are all loaded without a match, and keep their lists', async () => {
    const { world, requests } = simulator();
    const { tree, arrangements, credentials } = build({ retail: world.credentials.apiKey });
    const before = await tree.getChildren();
    const of = (name: string) => named(before, name);
    const hidden = ['aws-backups-prod', 'empty-sandbox'];
    const shown = ['data-platform-multi-cloud', 'test-bucket-archive', 'payroll-vault'];
    for (const name of [...hidden, ...shown]) {
      await tree.getChildren(of(name));
    }
    const [bucket] = await tree.getChildren(of('aws-backups-prod'));
    const [exports] = await tree.getChildren(of('data-platform-multi-cloud'));
    arrangements.filter(new Set(['AZURE']));
    const rows = await tree.getChildren();
    assert.deepEqual(labels(tree, rows.slice(-1)), ['2 projects hidden | Clear Filter']);
    assert.equal(rows.length, before.length - 1);
    const all = labels(tree, rows).map((label) => label.split(' | ')[0] ?? '');
    assert.ok(shown.every((name) => all.includes(name)) && hidden.every((name) => !all.includes(name)));
    const sent = requests.length;
    // The overview selects a hidden row by the row that says so.
    const selected: TreeNode[] = [];
    const view = { reveal: (row: TreeNode) => Promise.resolve(void selected.push(row)) };
    await revealRow(tree, view, credentials.list(), of('aws-backups-prod').id);
    assert.deepEqual(labels(tree, selected), ['2 projects hidden | Clear Filter']);
    // Find would add a project that the tree lacks.
    const aws = of('aws-backups-prod');
    assert.ok(aws.kind === 'project' && bucket?.kind === 'exportBucket');
    assert.equal(await tree.show(aws), selected[0]);
    assert.equal(await tree.show(bucket), selected[0]);
    const mixed = await tree.getChildren(of('data-platform-multi-cloud'));
    assert.ok(exports?.kind === 'exportBucket');
    assert.equal(await tree.show(exports), mixed.at(-1));
    arrangements.filter(undefined);
    assert.deepEqual(labels(tree, await tree.getChildren()), labels(tree, before));
    await tree.getChildren(of('aws-backups-prod'));
    assert.equal(requests.length, sent);
    assert.deepEqual(labels(tree, [of('aws-backups-prod')]), ['aws-backups-prod | 2 buckets']);
  });

  it('load the list of an export bucket that is revealed by its ID', async () => {
    const { world, requests } = simulator();
    const { tree, credentials } = build({ retail: world.credentials.apiKey });
    await tree.getChildren();
    const [bucket] = world.projects.find(({ name }) => name === 'aws-backups-prod')?.exportBuckets ?? [];
    assert.ok(bucket);
    const sent = requests.length;
    const selected: TreeNode[] = [];
    const view = { reveal: (row: TreeNode) => Promise.resolve(void selected.push(row)) };
    await revealRow(tree, view, credentials.list(), exportBucketNodeId('retail', EXAMPLE_PROJECTS.aws, bucket._id));
    assert.deepEqual(selected.map(nameOf), [bucket.bucketName]);
    assert.equal(requests.length, sent + 1);
  });

  it('show a hidden project again when its list is outdated, and drop the list with the project', async () => {
    const { world } = simulator();
    const { tree, arrangements } = build({ retail: world.credentials.apiKey });
    const aws = named(await tree.getChildren(), 'aws-backups-prod');
    assert.ok(aws.kind === 'project');
    await tree.getChildren(aws);
    arrangements.filter(new Set(['AZURE']));
    assert.deepEqual(labels(tree, (await tree.getChildren()).slice(-1)), ['1 project hidden | Clear Filter']);
    const [root] = tree.rows.roots();
    assert.ok(root);
    world.projects.splice(
      world.projects.findIndex(({ id }) => id === aws.project.id),
      1,
    );
    await tree.refresh(root);
    await tree.getChildren();
    assert.equal(tree.rows.listOf(aws), undefined);

    const mixed = named(await tree.getChildren(), 'gcp-backups-prod');
    await tree.getChildren(mixed);
    arrangements.filter(new Set(['AWS']));
    assert.deepEqual(labels(tree, (await tree.getChildren()).slice(-1)), ['1 project hidden | Clear Filter']);
    await tree.refreshAll();
    assert.ok((await tree.getChildren()).some(({ id }) => id === mixed.id));
  });

  it('show that an empty list is empty, with and without a filter', async () => {
    const { tree, arrangements } = build({ retail: simulator().world.credentials.apiKey });
    arrangements.filter(new Set(['GCP']));
    const empty = named(await tree.getChildren(), 'empty-sandbox');
    assert.deepEqual(labels(tree, await tree.getChildren(empty)), ['No export buckets']);
    const [row] = await tree.getChildren(empty);
    assert.ok(row);
    assert.match(tree.getTreeItem(row).accessibilityInformation?.label ?? '', /^No export buckets\. /);
  });
});
