import assert from 'node:assert/strict';
import { useProduct } from '../product';

describe('a key that can read a project but not list projects', () => {
  const product = useProduct({ credential: ({ world }) => world.credentials.limitedKey });

  it('shows a project after its ID or the URL of one of its pages was entered', async () => {
    const { projects, quickInput, simulator, page } = product();
    await projects.open();
    const welcome = page.locator('.welcome-view-content');
    await welcome.getByText('Atlas lists no projects for this credential: its organization has none').waitFor();
    await welcome.locator('.monaco-button', { hasText: 'Check Access' }).click();
    await quickInput.item('About 0 projects').waitFor();
    await quickInput.cancel();
    await welcome.locator('.monaco-button', { hasText: 'Add Project by ID…' }).click();
    await quickInput.untilTitle(/^Add Project by ID with “Environment”$/);
    await quickInput.answer('aws-backups-prod');
    await quickInput.untilMessage('24 characters');
    await quickInput.answer(simulator.world.examples.azure);
    await quickInput.untilMessage('“Environment”: No access: Project Read Only required');
    await quickInput.answer(`${simulator.origin}/v2/${simulator.world.examples.aws}#/clusters`);
    await projects.row('aws-backups-prod').waitFor();
    assert.equal(await welcome.count(), 0);
    await projects.expand('aws-backups-prod');
    await projects.rowWith('AWS').waitFor();
  });

  it('keeps the project after a reload until it is removed, which can be undone', async () => {
    const { projects, reload, untilStored, simulator, page } = product();
    await untilStored('aws-backups-prod');
    await reload();
    await projects.open();
    await projects.row('aws-backups-prod').waitFor();
    await projects.contextMenu(projects.row('aws-backups-prod'), 'Remove from This View');
    await page.locator('.welcome-view-content').getByText('Atlas lists no projects').waitFor();
    await page.locator('.notifications-toasts .monaco-button', { hasText: 'Undo' }).click();
    await projects.row('aws-backups-prod').waitFor();
    assert.ok(simulator.requests.every(({ method }) => method === 'GET'));
  });
});
