import assert from 'node:assert/strict';
import { MarkdownString, ThemeIcon, TreeItemCollapsibleState, Uri, type TreeItem } from 'vscode';
import { fixOf } from '../../src/tree/failureFix';
import { until } from '../vscode/until';
import { labels, named, useTrees } from './trees';

/** Returns the name of an icon or of its file. */
function iconOf({ iconPath }: TreeItem): string {
  if (iconPath instanceof ThemeIcon) {
    return iconPath.id;
  }
  assert.ok(typeof iconPath === 'object' && 'light' in iconPath && iconPath.light instanceof Uri);
  return /^\/extension\/media\/providers\/(\w+)-light\.svg$/.exec(iconPath.light.path)?.[1] ?? '';
}

describe('ProjectsTree', () => {
  const { simulator, build } = useTrees();

  it('has the projects of a single credential as roots, in Atlas’s order', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey });
    const roots = await tree.getChildren();
    assert.ok(roots.length > 40);
    assert.ok(roots.every(({ kind }) => kind === 'project'));
    assert.equal(new Set(roots.map(({ id }) => id)).size, roots.length);
    assert.ok(roots.every((root) => tree.getParent(root) === undefined));
    const item = tree.getTreeItem(named(roots, 'aws-backups-prod'));
    assert.equal(item.collapsibleState, TreeItemCollapsibleState.Collapsed);
    assert.equal(item.contextValue, 'project');
    assert.equal(item.id?.startsWith('p:retail/'), true);
  });

  it('has several credentials as roots, each with its own projects, even if they share one', async () => {
    const { apiKey, serviceAccount, otherOrganizationKey } = simulator().world.credentials;
    const { tree } = build({ retail: apiKey, retailToo: serviceAccount, platform: otherOrganizationKey });
    const roots = await tree.getChildren();
    assert.deepEqual(labels(tree, roots), ['retail | API key', 'retailToo | Service account', 'platform | API key']);
    const [retail, retailToo, platform] = roots;
    assert.ok(retail && retailToo && platform);
    const [first, second] = await Promise.all([tree.getChildren(retail), tree.getChildren(retailToo)]);
    assert.deepEqual(labels(tree, first), labels(tree, second));
    assert.ok(first.every(({ id }, index) => id !== second[index]?.id));
    assert.equal(tree.getParent(named(first, 'aws-backups-prod')), retail);
    assert.ok((await tree.getChildren(platform)).length > 0);
  });

  it('shows each export bucket with its provider', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey });
    const mixed = named(await tree.getChildren(), 'data-platform-multi-cloud');
    const buckets = await tree.getChildren(mixed);
    assert.deepEqual(labels(tree, buckets), [
      'contoso-lake-exports | AWS',
      'contoso-lake-azure | Azure',
      'contoso-lake-gcp | Google Cloud',
    ]);
    assert.equal(tree.getTreeItem(mixed).description, '3 buckets');
    const [bucket] = buckets;
    assert.ok(bucket?.kind === 'exportBucket');
    const item = tree.getTreeItem(bucket);
    assert.equal(item.contextValue, 'exportBucket uri arn role terraform console');
    assert.deepEqual(
      buckets.map((row) => iconOf(tree.getTreeItem(row))),
      ['aws', 'azure', 'gcp'],
    );
    assert.deepEqual(item.command, { command: 'atlasExportBuckets.openRow', title: 'Open Details' });
    assert.equal(item.accessibilityInformation?.label, 'contoso-lake-exports, export bucket, AWS');
  });

  it('shows and speaks first what distinguishes export buckets with the same name', async () => {
    const { world } = simulator();
    const empty = world.projects.find(({ name }) => name === 'empty-sandbox');
    assert.ok(empty);
    for (const cloudProvider of ['AWS', 'AZURE']) {
      world.addExportBucket(empty.id, { bucketName: 'reports', cloudProvider });
    }
    const { tree } = build({ retail: world.credentials.apiKey });
    const rows = await tree.getChildren(named(await tree.getChildren(), 'empty-sandbox'));
    for (const [index, provider] of ['AWS', 'Azure'].entries()) {
      const row = rows[index];
      assert.ok(row?.kind === 'exportBucket');
      const { description, accessibilityInformation } = tree.getTreeItem(row);
      const [, digits] =
        new RegExp(`^…([a-f0-9]{2,4}) · \\d{4}-\\d\\d-\\d\\d · ${provider}$`).exec(String(description)) ?? [];
      assert.equal(digits, row.bucket._id.slice(-(digits?.length ?? 0)), String(description));
      assert.match(
        accessibilityInformation?.label ?? '',
        new RegExp(`^reports, export bucket, ID ending ${digits}, created \\w+ \\d+, 20\\d\\d, ${provider}$`),
      );
    }
  });

  it('marks a collapsed project whose list failed, and says why in its tooltip, until the list is loaded', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    assert.ok(project.kind === 'project');
    const end = simulator().fault({ path: /exportBuckets/, response: { status: 401, errorCode: 'USER_UNAUTHORIZED' } });
    const changed: unknown[] = [];
    tree.onDidChangeTreeData((row) => changed.push(row));
    await tree.loadAll([project], { signal: new AbortController().signal });
    await until(() => Promise.resolve(changed.includes(project)), 'the change');
    const item = await tree.resolveTreeItem(tree.getTreeItem(project), project);
    assert.deepEqual(labels(tree, [project]), ['aws-backups-prod | no access']);
    assert.equal(iconOf(item), 'warning');
    assert.equal(item.accessibilityInformation?.label, 'aws-backups-prod, project, no access');
    assert.ok(item.tooltip instanceof MarkdownString && item.tooltip.value.includes('Project Read Only required'));
    const [failure] = await tree.getChildren(project);
    assert.ok(failure);
    assert.deepEqual(labels(tree, [failure]), ['No access | Open Access Manager']);
    assert.equal(tree.getTreeItem(failure).contextValue, 'failure openAccessManager');
    assert.deepEqual(fixOf(failure, tree.rows)?.kind, 'openAccessManager');
    end();
    simulator().fault({ path: /exportBuckets/, times: 1, response: { status: 400 } });
    await tree.retry(project);
    assert.deepEqual(labels(tree, [project]), ['aws-backups-prod | failed']);
    await tree.retry(project);
    assert.deepEqual(labels(tree, [project]), ['aws-backups-prod | 2 buckets']);
    assert.equal(iconOf(tree.getTreeItem(project)), 'project');
    assert.equal(fixOf(project, tree.rows), undefined);
  });

  it('uses the singular for about one bucket', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey }, 1);
    const [first] = await tree.getChildren();
    assert.ok(first?.kind === 'project');
    simulator().world.project(first.project.id)?.exportBuckets.splice(0);
    simulator().world.addMany(first.project.id, 1, 'contoso');
    await tree.getChildren(first);
    assert.equal(tree.getTreeItem(first).description, '~1 bucket');
  });

  it('shows unknown providers, and counts unreadable rows', async () => {
    const { world } = simulator();
    const project = world.projects.find(({ name }) => name === 'empty-sandbox');
    assert.ok(project);
    world.addExportBucket(project.id, { bucketName: 'from-the-future', cloudProvider: 'ORACLE' });
    world.addExportBucket(project.id, { bucketName: 7 });
    const { tree } = build({ retail: world.credentials.apiKey });
    const rows = await tree.getChildren(named(await tree.getChildren(), 'empty-sandbox'));
    assert.deepEqual(labels(tree, rows), ['from-the-future | ORACLE', '1 row could not be read']);
  });

  it('adds what features have loaded about a project to its tooltip, as text', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey });
    const [project] = await tree.getChildren();
    assert.ok(project);
    tree.rows.addFacts(({ project: { name } }) => [['Exports', `1 broken in [${name}](command:x)`]]);
    const { tooltip } = await tree.resolveTreeItem(tree.getTreeItem(project), project);
    assert.ok(tooltip instanceof MarkdownString);
    assert.match(tooltip.value, /^Exports&#58; 1 broken in &#91;/m);
  });

  it('builds tooltips without requests, in which names are only text', async () => {
    const { tree, credentials } = build({ retail: simulator().world.credentials.apiKey });
    const odd = named(await tree.getChildren(), "Größe & Maße (it's+odd)");
    const buckets = await tree.getChildren(odd);
    const sent = credentials.requests.length;
    for (const node of buckets) {
      assert.ok(node.kind === 'exportBucket');
      const { tooltip } = await tree.resolveTreeItem(tree.getTreeItem(node), node);
      assert.ok(tooltip instanceof MarkdownString);
      assert.notEqual(tooltip.isTrusted, true);
      assert.notEqual(tooltip.supportHtml, true);
      assert.match(tooltip.value, /^([\p{L}\p{N} \n]|&#\d+;)+$/u);
      assert.ok(tooltip.value.includes(node.bucket._id));
      assert.ok(tooltip.value.includes(odd.kind === 'project' ? odd.project.id : ''));
    }
    assert.equal(credentials.requests.length, sent);
  });

  it('loads all pages of a project, in the server’s order and each row once', async () => {
    const { tree, credentials } = build({ retail: simulator().world.credentials.serviceAccount }, 500);
    const archive = named(await tree.getChildren(), 'test-bucket-archive');
    assert.ok(archive.kind === 'project');
    let rows = await tree.getChildren(archive);
    assert.deepEqual(labels(tree, rows.slice(-1)), ['Load 500 more | 500 of about 2,508']);
    for (let page = 2; page <= 6; page += 1) {
      const firstNew = await tree.loadNext(archive);
      assert.ok(firstNew);
      rows = await tree.getChildren(archive);
      assert.equal(rows[(page - 1) * 500], firstNew);
    }
    const ids = rows.map((row) => (row.kind === 'exportBucket' ? row.bucket._id : row.kind));
    const world = simulator().world.projects.find(({ name }) => name === 'test-bucket-archive');
    assert.deepEqual(
      ids,
      world?.exportBuckets.map(({ _id }) => _id),
    );
    assert.equal(tree.getTreeItem(archive).description, '2,508 buckets');
    assert.equal(credentials.requests.filter(({ path }) => path.includes('exportBuckets')).length, 6);
  });

  it('shares one request between callers, and never repeats it by itself', async () => {
    const { tree, credentials } = build({ retail: simulator().world.credentials.serviceAccount });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    const sent = credentials.requests.length;
    await Promise.all(Array.from({ length: 20 }, () => tree.getChildren(project)));
    await tree.getChildren(project);
    assert.equal(credentials.requests.length, sent + 1);
  });

  it('keeps the objects of the roots, by which VS Code identifies them', async () => {
    const { apiKey, otherOrganizationKey } = simulator().world.credentials;
    const { tree } = build({ retail: apiKey, platform: otherOrganizationKey });
    const roots = await tree.getChildren();
    tree.rows.inVisualOrder([]);
    assert.ok((await tree.getChildren()).every((root, index) => root === roots[index]));
  });

  it('returns no row for arguments that are not rows', () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey });
    for (const argument of [undefined, null, 7, 'p:retail/x', {}, { id: 7 }, { id: 'p:retail/x' }, []]) {
      assert.equal(tree.rows.find(argument), undefined);
    }
  });

  it('has a unique ID for each item', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey });
    const items: TreeItem[] = [];
    for (const root of (await tree.getChildren()).slice(0, 12)) {
      items.push(tree.getTreeItem(root), ...(await tree.getChildren(root)).map((node) => tree.getTreeItem(node)));
    }
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
  });
});
