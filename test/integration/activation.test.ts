import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';

describe('the extension', () => {
  it('activates and registers its commands', async () => {
    const extension = extensions.getExtension('atlas-export-buckets.atlas-export-buckets');
    assert.ok(extension);
    await extension.activate();
    const all = await commands.getCommands(true);
    assert.ok(all.includes('atlasExportBuckets.copyBucketId'));
  });
});
