import { parseArgs } from 'node:util';
import type { Theme } from '../vscode/settings';
import { pictureCopying } from './pictureCopying';
import { pictureDetails } from './pictureDetails';
import { pictureExports } from './pictureExports';
import { pictureFiles } from './pictureFiles';
import { pictureLanguages } from './pictureLanguages';
import { pictureOverview } from './pictureOverview';
import { pictureTree, widenSideBar } from './pictureTree';
import { startProduct } from './product';
import { startRig, type Rig } from './rig';

const THEMES = ['dark', 'light', 'highContrast', 'highContrastLight'] as const satisfies readonly Theme[];

/**
 * Takes pictures of the extension: `out/screenshots/<theme>….png` in each theme, the pictures of the README, and
 * those of other languages. Usage:
 * `screenshots.ts [group of pictures] [--theme dark]`.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { theme: { type: 'string' } }, allowPositionals: true });
  const [only] = positionals;
  const groups = {
    copying: pictureCopying,
    tree: pictureTree,
    signIn: pictureSignIn,
    credentials: pictureCredentials,
    details: pictureDetails,
    find: pictureFind,
    exports: pictureExports,
    files: pictureFiles,
    languages: pictureLanguages,
    overview: pictureOverview,
  };
  const rig = await startRig('1.139');
  for (const theme of THEMES.filter((one) => values.theme === undefined || values.theme === one)) {
    for (const [name, picture] of Object.entries(groups)) {
      if (only === undefined || only === name) {
        await picture(rig, theme);
      }
    }
  }
  await rig.stop();
}

async function pictureSignIn(rig: Rig, theme: Theme): Promise<void> {
  const product = await startProduct(rig, { theme, viewport: { width: 1100, height: 680 } });
  const button = product.page.locator('.welcome-view-content .monaco-button', { hasText: 'Add Credential…' });
  await product.projects.open();
  await button.waitFor();
  await button.click();
  await product.quickInput.untilStep(1, 3);
  await product.screenshot(`${theme}-sign-in`);
  await product.stop();
}

/** Takes pictures of Find: with loaded results, and while everything is being searched. */
async function pictureFind(rig: Rig, theme: Theme): Promise<void> {
  const product = await startProduct(rig, {
    theme,
    credential: ({ world }) => world.credentials.serviceAccount,
    viewport: { width: 1100, height: 680 },
  });
  const { projects, page, quickInput, simulator } = product;
  await projects.open();
  await widenSideBar(page);
  await projects.expand('data-platform-multi-cloud');
  await projects.expand('azure-backups-prod');
  await projects.expand('aws-backups-prod');
  await projects.scrollTo(projects.row('test-bucket-archive'));
  await projects.expand('test-bucket-archive');
  await projects.scrollTo(projects.row('contoso-mongodb-private'));
  await projects.titleAction('Find Export Bucket…');
  await quickInput.item('Search all projects').waitFor();
  await product.screenshot(`${theme}-find-opened`);
  await quickInput.input.fill('prod mongo');
  await quickInput.item('contoso-mongodb-private').waitFor();
  await page.keyboard.press('ArrowDown');
  await quickInput.item('contoso-mongodb-private').hover();
  await product.screenshot(`${theme}-find`);
  await quickInput.input.fill('');
  simulator.fault({ path: /pageNum=4/, times: 1, response: { status: 429, retryAfter: 30 } });
  // Until the list is the one before typing, the arrow and Enter act on the matches.
  await quickInput.items.first().filter({ hasText: 'Search the 2,408 buckets' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Search all projects' }).waitFor();
  await page.keyboard.press('Enter');
  await quickInput.input.fill('compliance');
  await quickInput.untilTitle(/Rate limited by Atlas/);
  await product.screenshot(`${theme}-find-searching`);
  await quickInput.cancel();
  await projects.titleAction('Load Everything');
  await projects.message('Rate limited by Atlas').waitFor();
  await product.screenshot(`${theme}-load-everything`);
  await product.stop();
}

/** Takes pictures of two credentials, of which one has stopped working, and of the actions for them. */
async function pictureCredentials(rig: Rig, theme: Theme): Promise<void> {
  const product = await startProduct(rig, {
    theme,
    credential: ({ world }) => world.credentials.serviceAccount,
    viewport: { width: 1100, height: 680 },
  });
  const { projects, page, quickInput, simulator } = product;
  const { otherOrganizationKey } = simulator.world.credentials;
  await projects.open();
  await widenSideBar(page);
  await projects.row('checkout-prod').waitFor();
  await quickInput.runCommand('Atlas Export Buckets: Add Credential…');
  await quickInput.item('Enter Manually').waitFor();
  await product.screenshot(`${theme}-credentials-sources`);
  await quickInput.pick('Enter Manually');
  await quickInput.pick('Other…');
  await quickInput.untilStep(3, 5);
  await quickInput.answer(simulator.origin);
  await quickInput.untilStep(4, 5);
  await quickInput.answer(`${otherOrganizationKey.id}:${otherOrganizationKey.secret}`);
  await projects.row('Contoso Platform').waitFor();
  await projects.row('observability').waitFor();
  await quickInput.runCommand('Atlas Export Buckets: Manage Credentials…');
  await quickInput.pick('Contoso Platform');
  await quickInput.item('Rename…').waitFor();
  await product.screenshot(`${theme}-credentials-manage`);
  await quickInput.pick('Check Access');
  await quickInput.item('About 5 projects').waitFor();
  await product.screenshot(`${theme}-credentials-access`);
  await quickInput.cancel();
  simulator.world.removeCredential(otherOrganizationKey.id);
  await projects.titleAction('Refresh');
  await projects.rowWith(/^Contoso Platform.*needs attention/).waitFor();
  await projects.rowWith(/^Contoso Platform/).hover();
  await page.locator('.monaco-hover', { hasText: 'qwplatfm' }).waitFor();
  await product.screenshot(`${theme}-credentials`);
  await projects.contextMenu(projects.row('Contoso Platform'), 'Remove Credential…');
  await page.locator('.monaco-dialog-box').waitFor();
  await product.screenshot(`${theme}-credentials-remove`);
  await product.stop();
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
