import assert from 'node:assert/strict';
import { Uri, ViewColumn, window } from 'vscode';
import { BucketFindings } from '../../src/details/bucketFindings';
import { DetailsPanels } from '../../src/details/detailsPanels';
import { ExportsStore } from '../../src/exports/health/exportsStore';
import { credentialNode, exportBucketNode, projectNode } from '../../src/model/nodes';
import { until } from '../vscode/until';

describe('the tabs of export buckets', () => {
  it('leave no empty tab if its page fails to load', async () => {
    const credential = {
      id: 'c',
      name: 'c',
      origin: 'https://cloud.mongodb.com',
      method: 'apiKey',
      keyId: 'k',
      source: 'stored',
    } as const;
    const panels = new DetailsPanels({
      exportsStore: new ExportsStore(),
      extensionUri: Uri.file('/nowhere'),
      credentials: { find: () => credential, clientOf: () => Promise.reject(new Error('unused')) },
      language: {
        locale: 'en',
        l10n: {
          t: () => {
            throw new RangeError('too deep');
          },
        },
      },
      report: () => undefined,
      runAction: () => undefined,
      acknowledge: () => undefined,
      findings: new BucketFindings(),
      hasNamesake: () => false,
      chosenSnippets: () => [],
      selectSnippet: () => undefined,
    });
    const project = projectNode(credentialNode(credential), { id: 'a'.repeat(24), name: 'p' });
    const node = exportBucketNode(project, { _id: 'b'.repeat(24), bucketName: 'no-tab', cloudProvider: 'AWS' });
    const tabs = (title: string): number =>
      window.tabGroups.all.flatMap((group) => group.tabs).filter(({ label }) => label === title).length;
    assert.throws(() => {
      panels.open(node);
    }, RangeError);
    assert.throws(() => {
      panels.preview(node);
    }, RangeError);
    // VS Code opens tabs in order, so the others were opened before this one.
    const later = window.createWebviewPanel('later', 'later', ViewColumn.Active);
    await until(() => Promise.resolve(tabs('later') === 1), 'the later tab');
    await until(() => Promise.resolve(tabs('no-tab') === 0), 'no empty tab');
    later.dispose();
  });
});
