import assert from 'node:assert/strict';
import { MarkdownString, type TreeItem } from 'vscode';
import { INVISIBLE } from '../../src/text/invisible';
import { labels, useTrees } from './trees';

/** A long text, each character of which needs a code or an entity. */
const HUGE = '\u202E.\u0007'.repeat(1_000_000);

/** Returns all texts of a row, including those for screen readers. */
function textsOf({ label, description, tooltip, accessibilityInformation }: TreeItem): string[] {
  return [
    label,
    description,
    tooltip instanceof MarkdownString ? tooltip.value : tooltip,
    accessibilityInformation?.label,
  ].filter((text) => typeof text === 'string');
}

describe('rows of hostile texts', () => {
  const { build, simulator } = useTrees();

  it('are short, and show the codes of invisible characters, in names and failures', async () => {
    const { world } = simulator();
    const { tree } = build({ [`one${HUGE}`]: world.credentials.serviceAccount, two: world.credentials.serviceAccount });
    const page = (row: object): string =>
      JSON.stringify({ results: [{ ...row, id: 'a'.repeat(24), _id: 'b'.repeat(24) }] });
    const response = (body: string) => ({ status: 200, contentType: 'application/vnd.atlas.2023-01-01+json', body });
    const [root] = await tree.getChildren();
    assert.ok(root);
    simulator().fault({ path: /\/groups\?/, times: 1, response: response(page({ name: HUGE })) });
    const [project] = await tree.getChildren(root);
    assert.ok(project);
    simulator().fault({
      path: /exportBuckets\?/,
      times: 1,
      response: response(page({ bucketName: HUGE, cloudProvider: HUGE, region: HUGE, serviceUrl: HUGE })),
    });
    const [bucket] = await tree.getChildren(project);
    assert.ok(bucket);
    simulator().fault({ response: { status: 404, errorCode: HUGE, detail: HUGE } });
    await tree.refreshAll();
    const failed = (await tree.getChildren(root)).at(-1);
    assert.ok(failed?.kind === 'failure', labels(tree, failed === undefined ? [] : [failed]).join());
    for (const node of [root, project, bucket, failed]) {
      const texts = textsOf(await tree.resolveTreeItem(tree.getTreeItem(node), node));
      assert.ok(texts.length >= 3);
      for (const text of texts) {
        assert.doesNotMatch(text.replaceAll('  \n', ''), INVISIBLE);
        assert.ok(text.length < 100_000, `${node.kind} ${text.length}`);
      }
    }
  });
});
