import assert from 'node:assert/strict';
import { COMMANDS } from '../../src/manifest';
import { rowAction } from '../../src/tree/rowAction';
import { until } from '../vscode/until';
import { labels, named, useTrees } from './trees';

describe('ProjectsTree, of credentials', () => {
  const { simulator, build } = useTrees();

  it('shows added projects after those that Atlas lists, each once', async () => {
    const { retail } = { retail: simulator().world.credentials.apiKey };
    const listed = named(await build({ retail }).tree.getChildren(), 'checkout-prod');
    assert.ok(listed.kind === 'project');
    const other = { id: '0123456789abcdef01234567', name: 'of another organization' };
    const { tree } = build({ retail }, 100, undefined, [listed.project, other]);
    const rows = await tree.getChildren();
    assert.equal(rows.filter((row) => row.id === listed.id).length, 1);
    const last = rows.at(-1);
    assert.ok(last?.kind === 'project');
    assert.deepEqual([last.project, tree.getTreeItem(last).contextValue], [other, 'project added']);
    assert.equal(tree.getTreeItem(named(rows, 'checkout-prod')).contextValue, 'project');
  });

  it('shows added projects and the failure if listing fails', async () => {
    const { apiKey } = simulator().world.credentials;
    const other = { id: '0123456789abcdef01234567', name: 'named by ID' };
    const { tree } = build({ retail: apiKey }, 100, undefined, [other]);
    simulator().fault({ path: /\/groups\?/, response: { status: 401, errorCode: 'USER_UNAUTHORIZED' } });
    assert.deepEqual(labels(tree, await tree.getChildren()), ['named by ID', 'No access | Open Access Manager']);
  });

  it('shows for each credential whether Atlas lists no projects for it, and offers to add one by its ID', async () => {
    const { apiKey, limitedKey } = simulator().world.credentials;
    const { tree } = build({ limited: limitedKey, retail: apiKey });
    const [limited, retail] = await tree.getChildren();
    assert.ok(limited && retail);
    assert.equal(tree.rows.hasNoProjects(), false);
    const [row, ...others] = await tree.getChildren(limited);
    assert.ok(row?.kind === 'empty' && others.length === 0);
    assert.deepEqual(labels(tree, [row]), ['No projects | Add Project by ID…']);
    const { contextValue, accessibilityInformation, command } = tree.getTreeItem(row);
    assert.deepEqual([contextValue, command?.title], ['empty projects', 'Add Project by ID…']);
    // Atlas returns the same empty list in both cases.
    assert.match(
      accessibilityInformation?.label ?? '',
      /^No projects\. Add Project by ID…\. .*its organization has none, or the credential can’t list them\./,
    );
    const action = rowAction(row, tree.rows.stateOf(row));
    assert.deepEqual([action?.command, action?.arguments], [COMMANDS.addProjectTo, [row]]);
    assert.ok((await tree.getChildren(retail)).length > 50);
  });

  it('shows the codes of invisible characters in the name of a credential', async () => {
    const { apiKey, otherOrganizationKey } = simulator().world.credentials;
    const { tree } = build({ 'retail\u202E': apiKey, platform: otherOrganizationKey });
    const [row] = await tree.getChildren();
    assert.ok(row);
    assert.deepEqual(labels(tree, [row]), ['retail[U+202E] | API key']);
    assert.equal(tree.getTreeItem(row).accessibilityInformation?.label, 'retail[U+202E], credential, API key');
  });

  it('marks the credential while Atlas rejects its key for a project', async () => {
    const { apiKey, otherOrganizationKey } = simulator().world.credentials;
    const { tree } = build({ retail: apiKey, platform: otherOrganizationKey });
    const [retail] = await tree.getChildren();
    assert.ok(retail?.kind === 'credential');
    const project = named(await tree.getChildren(retail), 'aws-backups-prod');
    assert.ok(project.kind === 'project');
    const end = simulator().fault({ path: /exportBuckets/, response: { status: 401, errorCode: 'UNEXPECTED_ERROR' } });
    const changed: unknown[] = [];
    const subscription = tree.onDidChangeTreeData((node) => changed.push(node));
    const [failure] = await tree.getChildren(project);
    assert.ok(failure);
    assert.deepEqual(labels(tree, [retail, failure]), [
      'retail | needs attention · API key',
      'Atlas rejected this API key | Update Secret…',
    ]);
    assert.equal(tree.getTreeItem(failure).contextValue, 'failure key updateSecret');
    await until(() => Promise.resolve(changed.includes(retail)), 'the change');
    end();
    changed.length = 0;
    await tree.retry(project);
    subscription.dispose();
    assert.deepEqual(labels(tree, [retail]), ['retail | API key']);
    assert.ok(changed.includes(retail));
  });
});
