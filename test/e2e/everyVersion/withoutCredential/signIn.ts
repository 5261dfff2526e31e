import assert from 'node:assert/strict';
import { until } from '../../../vscode/until';
import type { Product } from '../../product';
import { enterKey, removeCredential } from '../../wizard';

export function testSignIn(product: () => Product): void {
  describe('signing in with the wizard', () => {
    it('starts from the button in the empty view', async () => {
      const { projects, page, simulator, closeEditors } = product();
      await closeEditors();
      simulator.clearRequests();
      await projects.open();
      await page.locator('.welcome-view-content').getByText('Browse the projects of your MongoDB Atlas').waitFor();
      await page.locator('.welcome-view-content .monaco-button', { hasText: 'Add Credential…' }).click();
      await product().quickInput.untilStep(1, 3);
      await product().quickInput.cancel();
    });

    it('goes back step by step and keeps the entered values', async () => {
      const { quickInput, page, simulator } = product();
      await page.locator('.welcome-view-content .monaco-button', { hasText: 'Add Credential…' }).click();
      const { apiKey } = simulator.world.credentials;
      await enterKey(product(), simulator.origin, apiKey.id);
      await quickInput.untilStep(4, 4);
      assert.equal(await quickInput.input.getAttribute('type'), 'password');
      await quickInput.back();
      await quickInput.untilStep(3, 4);
      assert.equal(await quickInput.input.inputValue(), apiKey.id);
      await quickInput.back();
      await quickInput.untilStep(2, 4);
      assert.equal(await quickInput.input.inputValue(), simulator.origin);
      await quickInput.answer('http://atlas.example.com');
      await quickInput.untilMessage('Only https');
      await quickInput.answer('https://user@atlas.example.com');
      await quickInput.untilMessage('user name');
      await quickInput.answer(`${simulator.origin}/api`);
      await quickInput.untilMessage('Remove everything after');
      await quickInput.answer(simulator.origin);
      await quickInput.untilStep(3, 4);
      await quickInput.answer(apiKey.secret);
      await quickInput.untilMessage('This is a private key');
      await quickInput.titleButton('Create a Key in Atlas').waitFor();
      await quickInput.cancel();
      assert.deepEqual(simulator.requests, []);
    });

    it('explains a rejected secret, and stores nothing if the user cancels', async () => {
      const { quickInput, page, simulator, reload, projects } = product();
      await page.locator('.welcome-view-content .monaco-button', { hasText: 'Add Credential…' }).click();
      await enterKey(product(), simulator.origin, simulator.world.credentials.apiKey.id);
      await quickInput.untilStep(4, 4);
      await quickInput.answer('00000000-0000-0000-0000-000000000000');
      await quickInput.untilMessage('rejected this API key');
      assert.equal((await quickInput.message()).includes('00000000'), false);
      simulator.clearRequests();
      await quickInput.cancel();
      await reload();
      await projects.open();
      await page.locator('.welcome-view-content').getByText('Browse the projects').waitFor();
      assert.deepEqual(simulator.requests, []);
    });

    it('hides a secret that is pasted with its ID, and needs nothing else', async () => {
      const { quickInput, page, simulator, projects, requested, untilRequests } = product();
      const { apiKey } = simulator.world.credentials;
      await page.locator('.welcome-view-content .monaco-button', { hasText: 'Add Credential…' }).click();
      await quickInput.pick('Other…');
      await quickInput.untilStep(2, 4);
      await quickInput.answer(simulator.origin);
      await quickInput.untilStep(3, 4);
      await quickInput.input.fill(`${apiKey.id}:${apiKey.secret}`);
      await quickInput.untilMessage('ID and secret, hidden.');
      assert.equal(await quickInput.input.getAttribute('type'), 'password');
      await quickInput.input.fill(apiKey.id);
      await quickInput.untilMessage('Client ID of a service account, or public key');
      assert.notEqual(await quickInput.input.getAttribute('type'), 'password');
      await quickInput.input.fill(`${apiKey.id}:${apiKey.secret}`);
      simulator.clearRequests();
      await quickInput.input.press('Enter');
      await projects.row('checkout-prod').waitFor();
      await untilRequests(4);
      assert.deepEqual([...new Set(requested())], ['GET /api/atlas/v2/orgs', 'GET /api/atlas/v2/groups']);
      await removeCredential(product());
    });

    it('signs in with an API key, and keeps the credential after a reload', async () => {
      const { quickInput, page, simulator, projects, reload, untilStored, requested, untilRequests } = product();
      await page.locator('.welcome-view-content .monaco-button', { hasText: 'Add Credential…' }).click();
      await enterKey(product(), simulator.origin, simulator.world.credentials.apiKey.id);
      await quickInput.untilStep(4, 4);
      simulator.clearRequests();
      await quickInput.answer(simulator.world.credentials.apiKey.secret);
      await projects.row('checkout-prod').waitFor();
      await untilRequests(4);
      const [orgs, groups] = ['GET /api/atlas/v2/orgs', 'GET /api/atlas/v2/groups'];
      assert.deepEqual(requested(), [orgs, orgs, groups, groups]);

      await untilStored('Contoso Retail');
      await reload();
      await projects.open();
      await projects.row('checkout-prod').waitFor();
      await projects.expand('azure-backups-prod');
      await projects.row('atlas-exports').waitFor();
    });

    it('replaces the secret of a known key, and keeps the old one if the new one is rejected', async () => {
      const { quickInput, simulator, projects } = product();
      const { apiKey } = simulator.world.credentials;
      await quickInput.runCommand('Atlas Export Buckets: Add Credential…');
      await enterKey(product(), simulator.origin, `"${apiKey.id}:00000000-0000-0000-0000-000000000000"`);
      await quickInput.untilMessage('already been added as “Contoso Retail”');
      await quickInput.input.press('Enter');
      await quickInput.untilMessage('rejected this API key');
      simulator.clearRequests();
      await quickInput.cancel();
      await projects.titleAction('Refresh');
      await projects.row('checkout-prod').waitFor();
      await until(
        () => Promise.resolve(simulator.requests.some(({ status }) => status === 200)),
        'the old secret to work',
      );
      await quickInput.runCommand('Atlas Export Buckets: Update Secret…');
      await quickInput.answer(`${apiKey.id}:${apiKey.secret}`);
      await quickInput.untilClosed();
      await projects.row('checkout-prod').waitFor();
      assert.equal((await projects.readAll()).filter(({ label }) => label === 'Contoso Retail').length, 0);
    });

    it('keeps the secret out of every file of VS Code', async () => {
      const { simulator, written } = product();
      const texts = await written();
      assert.ok(
        texts.some((text) => text.includes('GET ') && text.includes('/api/atlas/v2/groups')),
        'no log was found',
      );
      assert.ok(
        texts.some((text) => text.includes('Contoso Retail')),
        'the storage was not read',
      );
      assert.ok(texts.every((text) => !text.includes(simulator.world.credentials.apiKey.secret)));
    });

    it('removes the credential after a confirmation', async () => {
      const { quickInput, page, projects, dialog, answerDialog, reload, simulator, storage } = product();
      const offered = (): Promise<string[]> => quickInput.commands('Atlas Export Buckets: S');
      await until(
        async () => (await offered()).includes('Atlas Export Buckets: Sort Projects…'),
        'the command to sort',
      );
      await quickInput.runCommand('Atlas Export Buckets: Remove Credential…');
      await until(async () => (await dialog()).includes('Remove the credential “Contoso Retail”?'), 'the question');
      await answerDialog('Cancel');
      await projects.row('checkout-prod').waitFor();
      await removeCredential(product());
      await until(async () => !(await storage()).includes('Contoso Retail'), 'the credential to be forgotten');
      // The palette shows the commands that were available when it opened, and the context keys change one by one.
      await until(async () => {
        const now = await offered();
        assert.ok(now.includes('Atlas Export Buckets: Show Log'), now.join());
        return !now.includes('Atlas Export Buckets: Sort Projects…');
      }, 'the command to sort to be gone');
      simulator.clearRequests();
      await reload();
      await projects.open();
      await page.locator('.welcome-view-content').getByText('Browse the projects').waitFor();
      assert.deepEqual(simulator.requests, []);
    });

    it('signs in with a service account, and revokes its token when it is removed', async () => {
      const { page, simulator, projects, requested } = product();
      await page.locator('.welcome-view-content .monaco-button', { hasText: 'Add Credential…' }).click();
      const { serviceAccount } = simulator.world.credentials;
      await enterKey(product(), simulator.origin, `${serviceAccount.id}:${serviceAccount.secret}`);
      await projects.row('checkout-prod').waitFor();
      assert.ok(requested().includes('POST /api/oauth/token'));
      await until(() => Promise.resolve(simulator.liveTokens === 1), 'the token of the trial to be revoked');
      await removeCredential(product());
      await until(() => Promise.resolve(simulator.liveTokens === 0), 'the token to be revoked');
      assert.deepEqual([...new Set(simulator.requests.map(({ method }) => method))].sort(), ['GET', 'POST']);
    });
  });
}
