import assert from 'node:assert/strict';
import type { Product } from '../../product';

export function testWrongBaseUrl(product: () => Product): void {
  describe('a credential with the wrong base URL', () => {
    it('is copied from the environment, and its base URL changes only with its secret', async () => {
      const { projects, quickInput, simulator } = product();
      const { apiKey } = simulator.world.credentials;
      await projects.open();
      await projects.scrollTo(projects.row('checkout-prod'));
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
}
