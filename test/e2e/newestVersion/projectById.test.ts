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

describe('a credential with the wrong base URL', () => {
  const product = useProduct({ credential: ({ world }) => world.credentials.apiKey });

  it('is copied from the environment, and its base URL changes only with its secret', async () => {
    const { projects, quickInput, simulator } = product();
    const { apiKey } = simulator.world.credentials;
    await projects.open();
    await projects.row('checkout-prod').waitFor();
    await quickInput.runCommand('Atlas Export Buckets: Add Credential…');
    await quickInput.pick('Environment');
    await quickInput.untilStep(2, 3);
    assert.equal(await quickInput.input.inputValue(), apiKey.id);
    await quickInput.input.press('Enter');
    await quickInput.untilStep(3, 3);
    assert.equal(await quickInput.input.getAttribute('type'), 'password');
    await quickInput.input.press('Enter');
    await projects.contextMenu(projects.row('Contoso Retail'), 'Rename Credential…');
    await quickInput.untilTitle(/^Rename Contoso Retail$/);
    await quickInput.answer('Copy');
    await projects.row('Copy').waitFor();
    await projects.titleAction('Collapse All');

    const moved = simulator.origin.replace('127.0.0.1', 'localhost');
    await quickInput.runCommand('Atlas Export Buckets: Manage Credentials…');
    await quickInput.pick('Copy');
    await quickInput.pick('Change Base URL…');
    await quickInput.pick('Other…');
    await quickInput.untilStep(2, 3);
    await quickInput.answer(`${moved}/`);
    await quickInput.untilStep(3, 3);
    await quickInput.answer('00000000-0000-0000-0000-000000000000');
    await quickInput.untilMessage('rejected this API key');
    simulator.clearRequests();
    await quickInput.answer(apiKey.secret);
    await quickInput.untilClosed();
    await quickInput.runCommand('Atlas Export Buckets: Manage Credentials…');
    await quickInput.item(moved).waitFor();
    await quickInput.cancel();
    await projects.expand('Copy');
    await projects.row('checkout-prod').waitFor();
  });
});
