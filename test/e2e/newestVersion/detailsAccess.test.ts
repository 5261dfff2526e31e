import assert from 'node:assert/strict';
import { until } from '../../vscode/until';
import { DetailsPage } from '../detailsPage';
import { useProduct } from '../product';
import { axeFindings, refusals } from '../webviewChecks';

/** VS Code's names of its themes, and the class that a page has in each. */
const THEMES = [
  ['Light Modern', 'vscode-light'],
  ['Dark High Contrast', 'vscode-high-contrast'],
  ['Light High Contrast', 'vscode-high-contrast-light'],
  ['Dark Modern', 'vscode-dark'],
] as const;
const BUCKET = 'contoso-lake-exports';

describe('the page of an export bucket, for everybody', () => {
  const product = useProduct({ credential: ({ world }) => world.credentials.serviceAccount });
  const details = (): DetailsPage => new DetailsPage(product().page);
  const inPage = <T>(script: string): Promise<T> => details().frame.locator('html').evaluate<T, undefined>(script);

  before(async () => {
    const { projects, simulator } = product();
    const project = simulator.world.projects.find(({ name }) => name === 'data-platform-multi-cloud');
    assert.ok(project);
    simulator.world.setRole(simulator.world.credentials.serviceAccount.id, project.id, 'GROUP_BACKUP_MANAGER');
    await projects.open();
    await projects.expand(project.name);
    await projects.select(projects.row(BUCKET));
    await details().untilLoaded(BUCKET);
    await details().button('Find Clusters').click();
    await details().section('Used by').getByRole('table', { name: 'Export jobs' }).waitFor();
    await details().untilLoaded(BUCKET);
  });

  it('loads nothing that its policy refuses, and runs nothing that is put into it', async () => {
    assert.deepEqual(await refusals(details().frame), []);
    await inPage(`(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "taken over"';
      document.body.append(script);
      const drawing = document.createElement('img');
      drawing.setAttribute('onerror', 'document.title = "taken over"');
      drawing.src = 'https://127.0.0.1:9/x.png';
      document.body.append(drawing);
    })()`);
    assert.equal(await inPage('document.title'), BUCKET);
    await until(async () => (await refusals(details().frame)).length === 3, 'the refusals');
    assert.deepEqual((await refusals(details().frame)).toSorted(), [
      'img-src https://127.0.0.1:9/x.png',
      'script-src-attr inline',
      'script-src-elem inline',
    ]);
    await inPage(`document.body.lastElementChild.remove(); document.body.lastElementChild.remove()`);
  });

  it('can be used with the keyboard alone', async () => {
    const { page, untilClipboard } = product();
    await details().title.click();
    const focused = (): Promise<string> =>
      inPage(`document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`);
    const seen: string[] = [];
    for (let step = 0; step < 80; step += 1) {
      await page.keyboard.press('Tab');
      const at = await focused();
      seen.push(at);
      assert.notEqual(await inPage(`getComputedStyle(document.activeElement).outlineStyle`), 'none', at);
      if (at === 'Copy Bucket ID') {
        await page.keyboard.press('Enter');
        await untilClipboard(
          await details()
            .section('Identity')
            .locator('dl > div', { hasText: 'Bucket ID' })
            .locator('.value')
            .innerText(),
        );
        await details().status.getByText('Copied Bucket ID').waitFor({ state: 'attached' });
      }
      if (at === 'Storage URI') {
        break;
      }
    }
    assert.deepEqual(seen.slice(0, 2), ['Refresh', 'Open as JSON']);
    assert.ok(
      ['Copy Bucket ID', 'Copy Cluster Name', 'Export jobs', 'Storage URI'].every((name) => seen.includes(name)),
    );
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(), 'AWS Bucket ARN');
    await details().frame.locator('code', { hasText: 'arn:aws:s3:::' }).waitFor();
    await page.keyboard.press('End');
    assert.equal(await focused(), 'Go SDK');
    await page.keyboard.press('Home');
    assert.equal(await focused(), 'Storage URI');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await untilClipboard('s3://contoso-lake-exports');
  });

  it('says aloud what was loaded', async () => {
    await details().button('Refresh').click();
    for (const title of ['Identity', 'Role', 'Used by']) {
      await details().status.getByText(`${title} loaded`).waitFor({ state: 'attached' });
    }
    assert.equal(await details().status.getAttribute('role'), 'status');
  });

  it('keeps the focus on Refresh, while what stands beside it changes', async () => {
    const { world } = product().simulator;
    const buckets = world.project(world.examples.mixed)?.exportBuckets ?? [];
    const at = buckets.findIndex(({ bucketName }) => bucketName === BUCKET);
    const bucket = buckets[at];
    assert.ok(bucket);
    for (const region of ['eu-north-1', 'eu-west-1']) {
      buckets[at] = { ...bucket, region };
      await details().button('Refresh').press('Enter');
      await details().frame.locator('header', { hasText: region }).waitFor();
      assert.equal(await details().frame.locator(':focus').innerText(), 'Refresh');
    }
  });

  it('has landmarks and headings', async () => {
    const { frame } = details();
    assert.equal(await frame.getByRole('main').count(), 1);
    assert.equal(await frame.getByRole('heading', { level: 1 }).innerText(), BUCKET);
    assert.deepEqual(await frame.getByRole('heading', { level: 2 }).allInnerTexts(), [
      'Identity',
      'Role',
      'Used by',
      'Code snippets',
    ]);
    for (const title of ['Identity', 'Role', 'Used by', 'Code snippets']) {
      assert.equal(await details().section(title).count(), 1, title);
    }
  });

  for (const [theme, kind] of THEMES) {
    it(`has nothing that axe finds in ${theme}`, async () => {
      const { quickInput } = product();
      await quickInput.chooseTheme(theme);
      await details().frame.locator(`body.${kind}`).waitFor();
      // It has every color that there is.
      await details().frame.getByRole('tab', { name: 'Terraform: Import and Resource' }).click();
      assert.deepEqual(await axeFindings(details().frame), []);
    });
  }

  it('fits where it is 320 pixels wide, and where all is twice as large', async () => {
    const { page, quickInput } = product();
    const overflow = (): Promise<number> =>
      inPage(`Math.max(...[document.documentElement, ...document.querySelectorAll('header, section, dl, dd, [role=tablist], .snippet')]
        .map((element) => element.scrollWidth - element.clientWidth))`);
    await inPage(`document.documentElement.style.setProperty('zoom', '2')`);
    assert.ok((await overflow()) <= 1);
    await inPage(`document.documentElement.style.removeProperty('zoom')`);
    await quickInput.runCommand('View: Toggle Primary Side Bar Visibility');
    await page.setViewportSize({ width: 368, height: 800 });
    await details().frame.locator('html').evaluate(`new Promise((resolve) => {
      const look = () => innerWidth <= 320 ? resolve() : requestAnimationFrame(look);
      look();
    })`);
    assert.ok((await overflow()) <= 1);
    assert.ok((await inPage<number>('innerWidth')) >= 300);
    // Of what is scrolled out of sight, axe cannot tell the colors.
    const findings = await axeFindings(details().frame);
    assert.deepEqual(
      findings.filter((finding) => !finding.includes('could not be determined')),
      [],
    );
    await page.setViewportSize({ width: 1280, height: 800 });
    await quickInput.runCommand('View: Toggle Primary Side Bar Visibility');
  });

  it('moves nothing for those who asked for that', async () => {
    const { page, simulator } = product();
    const end = simulator.fault({ path: /cloudProviderAccess/, answer: { hang: 'beforeHeaders' } });
    await details().button('Refresh').click();
    const busy = details().frame.locator('section[aria-busy="true"]');
    await until(async () => (await busy.allInnerTexts()).length === 1, 'the role alone to be loading');
    await busy.getByRole('heading', { name: 'Role' }).waitFor();
    const moving = (): Promise<number> => inPage('document.getAnimations().length');
    assert.equal(await moving(), 0);
    await inPage(`document.body.classList.remove('vscode-reduce-motion')`);
    assert.equal(await moving(), 1);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await moving(), 0);
    end();
  });
});
