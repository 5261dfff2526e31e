import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Product } from '../../product';

/** @param file the configuration file of the Atlas CLI */
export function testProfiles(product: () => Product, file: string): void {
  describe('signing in with a profile of the Atlas CLI', () => {
    const write = (text: string): void => {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    };

    it('names the line of a syntax error in the file, without its content', async () => {
      const { quickInput } = product();
      write('version = 2\n[default]\nprivate_api_key = "very-secret-text\n');
      await quickInput.runCommand('Atlas Export Buckets: Add Credential…');
      await quickInput.pick('Atlas CLI Profile');
      await quickInput.item('Syntax error in line 3').waitFor();
      assert.equal((await quickInput.widget.textContent())?.includes('very-secret'), false);
      await quickInput.pick('Syntax error in line 3');
      await quickInput.item('Enter Manually').waitFor();
      await quickInput.cancel();
    });

    it('copies and verifies a profile, and leaves the file unchanged', async () => {
      const { quickInput, simulator, projects, requested } = product();
      const { apiKey } = simulator.world.credentials;
      const text = `version = 2

[default]
auth_type = "user_account"

[retail]
auth_type = "api_keys"
ops_manager_url = "${simulator.origin}/"
org_id = "5f1c0e0a9b2d3c4e5f6a7b8c"
public_api_key = "${apiKey.id}"
private_api_key = "${apiKey.secret}"

[keyring]
auth_type = "service_account"
`;
      write(text);
      simulator.clearRequests();
      await quickInput.runCommand('Atlas Export Buckets: Add Credential…');
      await quickInput.untilStep(1, 4);
      await quickInput.pick('Atlas CLI Profile');
      await quickInput.untilStep(2, 4);
      await quickInput.item('The secret is in the keyring').waitFor();
      assert.equal(await quickInput.items.count(), 3);
      await quickInput.item('User account login').waitFor();
      await quickInput.pick('retail');
      await quickInput.untilStep(3, 4);
      assert.equal(await quickInput.input.inputValue(), apiKey.id);
      assert.deepEqual(requested(), []);
      await quickInput.input.press('Enter');
      await quickInput.untilStep(4, 4);
      assert.equal(await quickInput.input.getAttribute('type'), 'password');
      await quickInput.input.press('Enter');
      await projects.row('aws-backups-prod').waitFor();
      assert.equal(await readFile(file, 'utf8'), text);
    });
  });
}
