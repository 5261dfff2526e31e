import assert from 'node:assert/strict';
import type { StatusFault } from '../../../atlas/faults';
import { DetailsPage } from '../../detailsPage';
import type { Product } from '../../product';
import { enterKey, removeCredential } from '../../wizard';

/** Markdown with a command link. Where VS Code renders it, one click runs the command. */
const LINK = '[Sign in again](command:workbench.action.files.newUntitledFile)';

export function testHostileTexts(product: () => Product): void {
  describe('a malicious text from Atlas', () => {
    it('is not a link in the wizard, as an error, an IP address, or the name of an organization', async () => {
      const { quickInput, page, projects, simulator } = product();
      const { apiKey } = simulator.world.credentials;
      const enterId = async (): Promise<void> => {
        await enterKey(product(), simulator.origin, apiKey.id);
        await quickInput.untilStep(4, 4);
      };
      const links = quickInput.widget.locator('.quick-input-message a');

      await projects.open();
      await page.locator('.welcome-view-content .monaco-button', { hasText: 'Add Credential…' }).click();
      await enterId();
      for (const [before, response] of [
        ['has ended.', { status: 404, errorCode: 'NOT_FOUND', detail: `Your session has ended. ${LINK}` }],
        ['is denied.', { status: 403, errorCode: 'ACCESS_FORBIDDEN', detail: `This is denied. ${LINK}` }],
      ] satisfies [string, StatusFault][]) {
        const mend = simulator.fault({ path: /\/orgs\b/, response });
        await quickInput.answer(apiKey.secret);
        await quickInput.untilMessage(`${before} [Sign in again] (command:workbench.action.files.newUntitledFile)`);
        assert.equal(await links.count(), 0);
        mend();
      }

      const { organizations } = simulator.world;
      const own = organizations.findIndex(({ id }) => id === apiKey.organizationId);
      organizations[own] = { id: apiKey.organizationId, name: `Contoso ${LINK}` };
      await quickInput.answer(apiKey.secret);
      await quickInput.untilClosed();
      await projects.row('aws-backups-prod').waitFor();
      await quickInput.runCommand('Atlas Export Buckets: Add Credential');
      await enterId();
      await quickInput.untilMessage('Contoso [Sign in again] (command:workbench.action.files.newUntitledFile)');
      assert.equal(await links.count(), 0);
      await quickInput.cancel();
    });

    it('is shown as JSON and in the details exactly as it was sent', async () => {
      const { page, projects, simulator } = product();
      const id = simulator.world.examples.aws;
      await projects.expand('aws-backups-prod');
      const bucket = simulator.world
        .project(id)
        ?.exportBuckets.find(({ bucketName }) => bucketName.endsWith('-private'));
      assert.ok(bucket);
      const { _id, bucketName } = bucket;
      const known = `"_id":"${_id}","bucketName":"${bucketName}","cloudProvider":"AWS"`;
      simulator.fault({
        path: new RegExp(`/exportBuckets/${_id}`),
        response: {
          status: 200,
          contentType: 'application/vnd.atlas.2024-05-30+json',
          body: `{${known},"region":{"name":"moon"},"constructor":"C","size":12345678901234567890,"gone":null}`,
        },
      });
      await projects.select(projects.row(bucketName));
      const details = new DetailsPage(page);
      await details.untilLoaded(bucketName);
      await details.frame.getByText('{"name":"moon"}').waitFor();
      await details.frame.getByText('12345678901234567890').waitFor();
      await details.button('Open as JSON').click();
      const lines = page.locator('.editor-container .view-lines');
      await lines.filter({ hasText: '"size": 12345678901234567890' }).waitFor();
      const text = (await lines.textContent())?.replaceAll('\u00A0', ' ') ?? '';
      for (const part of ['"name": "moon"', '"constructor": "C"', '"gone": null']) {
        assert.ok(text.includes(part), text);
      }
      await removeCredential(product());
    });
  });
}
