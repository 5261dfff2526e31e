import assert from 'node:assert/strict';
import { Gestures, idIn, PROJECT } from '../../gestures';
import type { Product } from '../../product';
import { removeCredential } from '../../wizard';

export function testGestures(product: () => Product): void {
  describe('without a credential, the ID of a bucket', () => {
    it('is copied with 9 gestures, three of which enter a base URL', async () => {
      const { page, quickInput, simulator, projects, untilClipboard } = product();
      const { apiKey } = simulator.world.credentials;
      const gestures = new Gestures(product());
      await gestures.openView();
      const button = page.locator('.welcome-view-content .monaco-button', { hasText: 'Add Credential…' });
      await button.waitFor();
      await gestures.do(() => button.click());
      await quickInput.untilStep(1, 3);
      await quickInput.item('Other…').waitFor();
      // With cloud.mongodb.com, which is first in the list, Enter replaces these three gestures: 7 in total.
      await gestures.do(() => quickInput.pick('Other…'));
      await quickInput.untilStep(2, 4);
      await gestures.paste(simulator.origin);
      await gestures.press('Enter');
      await quickInput.untilStep(3, 4);
      await gestures.paste(`${apiKey.id}:${apiKey.secret}`);
      await quickInput.untilMessage('ID and secret, hidden.');
      await gestures.press('Enter');
      await projects.row(PROJECT).waitFor();
      await gestures.copyFromTree();
      await untilClipboard(idIn(product()));
      assert.equal(gestures.count, 9);
      await removeCredential(product());
    });
  });
}
