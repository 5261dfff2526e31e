import assert from 'node:assert/strict';
import { useProduct, type Product } from '../product';

const PROJECT = 'azure-backups-prod';
const BUCKET = 'atlas-exports';

/** Counts what a user does: each click, key, shortcut, and paste. */
class Gestures {
  count = 0;

  constructor(private readonly product: Product) {}

  async do(gesture: () => Promise<void>): Promise<void> {
    this.count += 1;
    await gesture();
  }

  press(key: string): Promise<void> {
    return this.do(() => this.product.page.keyboard.press(key));
  }

  /** Pastes into the box that has the focus. */
  paste(text: string): Promise<void> {
    return this.do(() => this.product.page.keyboard.insertText(text));
  }

  openView(): Promise<void> {
    return this.do(() => this.product.projects.open());
  }

  /** Expands the project and copies the ID of its bucket. */
  async copyFromTree(): Promise<void> {
    const { projects } = this.product;
    await this.do(() => projects.expand(PROJECT));
    await projects.row(BUCKET).waitFor();
    await this.do(() => projects.inlineAction(projects.row(BUCKET), 'Copy Bucket ID'));
  }
}

const idIn = ({ simulator }: Product): string => {
  const project = simulator.world.projects.find(({ name }) => name === PROJECT);
  return project?.exportBuckets.find(({ bucketName }) => bucketName === BUCKET)?._id ?? assert.fail();
};

describe('without a credential, the ID of a bucket', () => {
  const product = useProduct();

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
  });
});

describe('with a credential, the ID of a bucket', () => {
  const product = useProduct({
    credential: ({ world }) => world.credentials.serviceAccount,
    // A bucket that is remembered is found without a search.
    settings: { 'atlasExportBuckets.rememberLists': false },
  });

  it('is copied with 3 gestures', async () => {
    const { projects, untilClipboard } = product();
    const gestures = new Gestures(product());
    await gestures.openView();
    await projects.row(PROJECT).waitFor();
    await gestures.copyFromTree();
    await untilClipboard(idIn(product()));
    assert.equal(gestures.count, 3);
  });

  /** Finds a bucket in a new window, where the view is closed and nothing is loaded. Counts from there. */
  async function find(text: string, search: string): Promise<Gestures> {
    const { projects, quickInput, setClipboard, page, reload, simulator } = product();
    await setClipboard('');
    await page.keyboard.press('Control+Shift+e');
    await page.locator('.part.sidebar .title-label', { hasText: 'Explorer' }).waitFor();
    await reload();
    assert.equal(await projects.rows.count(), 0, 'the view is open');
    simulator.clearRequests();
    const gestures = new Gestures(product());
    await gestures.do(async () => {
      await page.keyboard.press('Control+k');
      await page.keyboard.press('b');
    });
    await quickInput.item('Search all projects').waitFor();
    await gestures.paste(text);
    await quickInput.item(search).waitFor();
    await gestures.press('Enter');
    const found = quickInput.item(BUCKET);
    await found.waitFor();
    // The end of the search replaces the items.
    await quickInput.titleButton('Stop Searching').waitFor({ state: 'hidden' });
    await found.hover();
    await gestures.do(() => found.locator('.action-label[aria-label^="Copy Bucket ID"]').click());
    return gestures;
  }

  it('is copied with 4 gestures and 2 requests from the closed view if the name of its project is known', async () => {
    const { untilClipboard, requested, simulator } = product();
    const gestures = await find(PROJECT, `Search in ${PROJECT} (not loaded)`);
    await untilClipboard(idIn(product()));
    assert.equal(gestures.count, 4);
    assert.deepEqual(
      requested().filter((request) => request.startsWith('GET')),
      ['GET /api/atlas/v2/groups', `GET /api/atlas/v2/groups/${simulator.world.examples.azure}/backup/exportBuckets`],
    );
  });

  it('is copied with 4 gestures from the closed view if its name is known', async () => {
    const { untilClipboard } = product();
    const gestures = await find(BUCKET, 'no matches in the loaded buckets');
    await untilClipboard(idIn(product()));
    assert.equal(gestures.count, 4);
  });
});
