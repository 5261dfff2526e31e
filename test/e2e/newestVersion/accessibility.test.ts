import assert from 'node:assert/strict';
import { texts } from '../../unit/manifestFile';
import { useProduct } from '../product';
import { axeFindingsIn } from '../webviewChecks';
import { WalkthroughPage } from '../walkthroughPage';
import { enterKey } from '../wizard';

const THEMES = ['Light Modern', 'Dark High Contrast', 'Light High Contrast', 'Dark Modern'] as const;
const VIEW = '.part.sidebar';
const WIZARD = '.quick-input-widget';
const WALKTHROUGH = '.gettingStartedContainer .gettingStartedSlideDetails';

/** The rules that VS Code breaks by itself in each part, whatever an extension shows there. */
const OF_VSCODE = {
  [VIEW]: [
    // A row draws its label and its description without a space between them. Other tests check the names of rows.
    'label-content-name-mismatch',
  ],
  [WIZARD]: [
    // The key binding of a list that was shown before is a label without a role.
    'aria-prohibited-attr',
    // Items are options with a level.
    'aria-allowed-attr',
    // The name of an item joins its label and its description with a comma.
    'label-content-name-mismatch',
  ],
  [WALKTHROUGH]: [
    // Steps are buttons that are checked, in a list, and contain other buttons.
    'aria-allowed-attr',
    'aria-required-children',
    'list',
    'nested-interactive',
    // The name of the selected step is the hint about the accessible view.
    'label-content-name-mismatch',
    'aria-progressbar-name',
    // The frame of the picture has no title. It runs no scripts, so axe can't run in it.
    'frame-title',
    'frame-tested',
    // The icon of the extension has no text.
    'image-alt',
  ],
} as const;

describe('the parts of the window that VS Code renders for this extension', () => {
  // VS Code shows the pictures of a walkthrough only in a wide window.
  const product = useProduct({ viewport: { width: 1600, height: 900 } });
  const walkthrough = (): WalkthroughPage => new WalkthroughPage(product().page);

  /** Checks parts of the window in four themes. */
  async function assertAccessible(
    name: string,
    parts: readonly (keyof typeof OF_VSCODE)[],
    prepare?: () => Promise<void>,
  ): Promise<void> {
    const { page, quickInput, screenshot } = product();
    const found: string[] = [];
    for (const theme of THEMES) {
      await quickInput.chooseTheme(theme);
      await prepare?.();
      await screenshot(`${name} ${theme}`);
      for (const part of parts) {
        found.push(...(await axeFindingsIn(page, part, OF_VSCODE[part])).map((finding) => `${theme}: ${finding}`));
      }
      if (await quickInput.widget.isVisible()) {
        await quickInput.cancel();
      }
    }
    assert.deepEqual(found, []);
  }

  const openWizard = async (): Promise<void> => {
    const { page, quickInput } = product();
    await page.locator('.welcome-view-content .monaco-button', { hasText: 'Add Credential…' }).click();
    await quickInput.untilStep(1, 3);
  };

  const add = async ({ id, secret }: { readonly id: string; readonly secret: string }): Promise<void> => {
    const { quickInput, simulator } = product();
    await quickInput.runCommand('Atlas Export Buckets: Add Credential…');
    await enterKey(product(), simulator.origin, `${id}:${secret}`);
    await quickInput.untilClosed();
  };

  it('of the walkthrough: it shows four steps with pictures that have a text, and its button opens the view', async () => {
    const { projects, page } = product();
    await projects.open();
    await projects.titleAction('Get Started');
    for (const step of ['createKey', 'addKey', 'browse', 'copyId'] as const) {
      await walkthrough().select(texts[`walkthrough.${step}.title`] ?? assert.fail());
      await walkthrough()
        .picture(texts[`walkthrough.${step}.picture`] ?? assert.fail())
        .waitFor();
    }
    await page.keyboard.press('Control+b');
    await projects.rows.or(page.locator('.welcome-view-content')).first().waitFor({ state: 'hidden' });
    await walkthrough().select(texts['walkthrough.browse.title'] ?? assert.fail());
    await walkthrough().button('Open the View').click();
    await page.locator('.welcome-view-content').waitFor();
  });

  it('of the view without a credential, the wizard and the walkthrough: axe finds nothing in four themes', async () => {
    await walkthrough().select(texts['walkthrough.browse.title'] ?? assert.fail());
    await assertAccessible('accessibility-wizard', [VIEW, WIZARD, WALKTHROUGH], openWizard);
  });

  it('of the view without projects: axe finds nothing in four themes', async () => {
    const { page, simulator } = product();
    await add(simulator.world.credentials.limitedKey);
    await page.locator('.welcome-view-content').getByText('Atlas lists no projects').waitFor();
    await assertAccessible('accessibility-no-projects', [VIEW]);
  });

  it('of rows of all kinds: axe finds nothing in four themes', async () => {
    const { projects, simulator } = product();
    await add(simulator.world.credentials.serviceAccount);
    await projects.row('checkout-prod').waitFor();
    await projects.expand('aws-backups-prod');
    await projects.rowWith('contoso-mongodb-exports').waitFor();
    await assertAccessible('accessibility-rows', [VIEW]);
  });
});
