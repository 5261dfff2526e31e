import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import { QuickInputPage } from '../../vscode/pages/quickInput';
import { TreeViewPage } from '../../vscode/pages/view';
import { until } from '../../vscode/until';
import { openSecondWindow, switchTo, untilStarted } from '../../vscode/workbench';
import { useProduct } from '../product';

describe('two credentials with different base URLs', () => {
  const product = useProduct({ credential: ({ world }) => world.credentials.serviceAccount });
  const started: { other?: AtlasSimulator } = {};
  const other = (): AtlasSimulator => {
    assert.ok(started.other);
    return started.other;
  };
  before(async () => {
    started.other = await startAtlasSimulator();
  });
  after(() => started.other?.close());

  const addOther = async (quickInput: QuickInputPage): Promise<void> => {
    const { otherOrganizationKey } = other().world.credentials;
    await quickInput.runCommand('Atlas Export Buckets: Add Credential…');
    await quickInput.pick('Enter Manually');
    await quickInput.pick('Other…');
    await quickInput.untilStep(3, 5);
    await quickInput.answer(other().origin);
    await quickInput.untilStep(4, 5);
    await quickInput.answer(`${otherOrganizationKey.id}:${otherOrganizationKey.secret}`);
  };

  it('are two rows: the second is shown with its projects, and the rows of the first stay as they are', async () => {
    const { quickInput, projects, simulator, untilRequests } = product();
    await projects.open();
    await projects.expand('aws-backups-prod');
    // The token, the projects, and the export buckets.
    await untilRequests(3);
    simulator.clearRequests();
    await addOther(quickInput);
    await projects.row('observability').waitFor();
    const added = projects.row('Contoso Platform');
    await until(async () => (await projects.read(added)).focused, 'the focus on the new credential');
    const { description, selected, expanded } = await projects.read(added);
    assert.deepEqual([description, selected, expanded], ['API key', true, true]);
    await projects.scrollTo(projects.row('Environment'));
    assert.deepEqual(simulator.requests, []);
    const first = await projects.read(projects.row('Environment'));
    assert.deepEqual([first.description, first.expanded], ['Service account · read-only', true]);
    assert.equal((await projects.read(projects.row('aws-backups-prod'))).expanded, true);
    await projects.collapse('Environment');
    await projects.expand('observability');
    await projects.rowWith(/^platform-/).waitFor();
    await projects.collapse('observability');
  });

  it('are both offered by Add Project by ID…, whatever row has the focus', async () => {
    const { projects, quickInput, simulator } = product();
    await projects.titleAction('Add Project by ID…');
    await quickInput.pick('Contoso Platform');
    await quickInput.untilTitle(/^Add Project by ID with “Contoso Platform” \(2\/2\)$/);
    await quickInput.answer(simulator.world.examples.aws);
    await quickInput.untilMessage(/^“Contoso Platform”: .*To use another credential, go back\.$/);
    await quickInput.back();
    await quickInput.item('Environment').waitFor();
    await quickInput.cancel();
  });

  it('are both offered by Sort Projects…, under its title', async () => {
    const { projects, quickInput } = product();
    await projects.titleAction('Sort Projects…');
    await quickInput.untilTitle(/^Sort Projects$/);
    await quickInput.item('Environment').waitFor();
    await quickInput.pick('Contoso Platform');
    await quickInput.focused().filter({ hasText: 'Atlas Order' }).waitFor();
    await quickInput.cancel();
  });

  it('fail independently', async () => {
    const { projects } = product();
    const end = other().fault({ response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    await projects.titleAction('Refresh');
    await projects.row('Access denied by Atlas').waitFor();
    assert.match((await projects.read(projects.row('Contoso Platform'))).description, /^needs attention/);
    assert.equal((await projects.read(projects.row('Environment'))).description, 'Service account · read-only');
    end();
    await projects.inlineAction(projects.row('Access denied by Atlas'), 'Retry');
    await until(
      async () => (await projects.read(projects.row('Contoso Platform'))).description === 'API key',
      'the credential to be well again',
    );
  });

  it('send requests only to their own base URLs', () => {
    const { simulator } = product();
    const { otherOrganizationKey } = other().world.credentials;
    const { serviceAccount } = simulator.world.credentials;
    const sent = ({ requests }: AtlasSimulator): string =>
      requests.map(({ headers, body, path }) => JSON.stringify([headers, body, path])).join('\n');
    const basic = Buffer.from(`${serviceAccount.id}:${serviceAccount.secret}`).toString('base64');
    assert.ok(sent(simulator).includes(basic));
    assert.ok(!sent(other()).includes(basic) && !sent(other()).includes('Bearer'));
    assert.ok(sent(other()).includes(otherOrganizationKey.id));
    assert.ok(!sent(simulator).includes(otherOrganizationKey.id));
    assert.deepEqual(other().violations, []);
  });

  it('show their access, and are renamed without a request', async () => {
    const { projects, quickInput } = product();
    const { organizations } = other().world;
    const id = otherOrganizationId();
    const own = organizations.findIndex((organization) => organization.id === id);
    organizations[own] = { id, name: 'Contoso $(zap) Platform' };
    await quickInput.runCommand('Atlas Export Buckets: Manage Credentials…');
    await quickInput.pick('Contoso Platform');
    await quickInput.pick('Check Access');
    await quickInput.item('About 5 projects').waitFor();
    await quickInput.item(otherOrganizationId()).getByText('Contoso $(zap) Platform').waitFor();
    organizations[own] = { id, name: 'Contoso Platform' };
    await quickInput.back();
    await quickInput.item('Change Base URL…').waitFor();
    await quickInput.back();
    await quickInput.pick('Contoso Platform');
    await quickInput.pick('Rename…');
    other().clearRequests();
    await quickInput.untilTitle(/^Rename /);
    await quickInput.answer('Platform $(zap) team');
    await projects.row('Platform $(zap) team').waitFor();
    assert.equal(await projects.row('Contoso Platform').count(), 0);
    await quickInput.runCommand('Atlas Export Buckets: Manage Credentials…');
    await quickInput.pick('Platform $(zap) team');
    await quickInput.pick('Rename…');
    await quickInput.untilTitle(/^Rename /);
    await quickInput.answer('Platform team');
    await projects.row('Platform team').waitFor();
    await projects.row('observability').waitFor();
    assert.deepEqual(other().requests, []);
  });

  const otherOrganizationId = (): string => other().world.credentials.otherOrganizationKey.organizationId;

  it('are both kept after a reload', async () => {
    const { projects, reload, untilStored } = product();
    await untilStored('Platform team');
    await reload();
    await projects.open();
    await projects.row('Platform team').waitFor();
    await projects.row('Environment').waitFor();
  });

  /** Waits until the browser has passed what one window has stored to the other one. */
  const untilFollowed = async (window: Page, row: Locator): Promise<void> => {
    await until(async () => {
      await switchTo(window);
      return row.isVisible();
    }, 'the window to follow');
  };

  it('appear in a second window when it gets the focus', async () => {
    const { page, projects, answerDialog } = product();
    const second = await openSecondWindow(page);
    const there = new TreeViewPage(second, 'Atlas Buckets');
    await there.open();
    await there.row('Platform team').waitFor();

    await switchTo(page);
    await projects.contextMenu(projects.row('Platform team'), 'Remove Credential…');
    await answerDialog('Remove');
    await projects.row('checkout-prod').waitFor();
    await untilFollowed(second, there.row('checkout-prod'));
    assert.equal(await there.row('Platform team').count(), 0);

    await addOther(new QuickInputPage(second));
    await there.row('Contoso Platform').waitFor();
    await untilFollowed(page, projects.row('Environment'));
    await projects.collapse('Environment');
    await projects.row('Contoso Platform').waitFor();
    assert.equal(await projects.row('Platform team').count(), 0);
    // A window in a browser reads the secrets once, at its start.
    await projects.select(projects.row('Contoso Platform'));
    await projects.row('The secret is missing').waitFor();
    await page.reload();
    await untilStarted(page);
    await projects.open();
    await projects.expand('Contoso Platform');
    await projects.row('observability').waitFor();
    await second.close();
  });
});
