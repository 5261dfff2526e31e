import assert from 'node:assert/strict';
import { until } from '../../../vscode/until';
import { DetailsPage } from '../../detailsPage';
import type { Product } from '../../product';
import { axeFindings, refusals, THEMES } from '../../webviewChecks';

const BUCKET = 'contoso-lake-exports';

export function testAccessibility(product: () => Product): void {
  describe('the accessibility of the details page', () => {
    const details = (): DetailsPage => new DetailsPage(product().page);
    const inPage = <T>(script: string): Promise<T> => details().frame.locator('html').evaluate<T, undefined>(script);

    it('opens with export jobs', async () => {
      const { projects, simulator } = product();
      const project = simulator.world.projects.find(({ name }) => name === 'data-platform-multi-cloud');
      assert.ok(project);
      simulator.world.setRole(simulator.world.credentials.serviceAccount.id, project.id, 'GROUP_BACKUP_MANAGER');
      await projects.open();
      await projects.scrollTo(projects.row(project.name));
      await projects.expand(project.name);
      await projects.select(projects.row(BUCKET));
      await details().untilLoaded(BUCKET);
      const find = details().button('Find Clusters');
      if (await find.isVisible()) {
        await find.click();
      }
      await details().section('Used by').getByRole('table', { name: 'Export jobs' }).waitFor();
      await details().untilLoaded(BUCKET);
    });

    it('loads nothing that its policy forbids, and runs no injected script', async () => {
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

    it('can be used with the keyboard alone, and starts with Copy Bucket ID', async () => {
      const { page, simulator, untilClipboard } = product();
      const id = simulator.world.projects
        .flatMap(({ exportBuckets }) => exportBuckets)
        .find(({ bucketName }) => bucketName === BUCKET)?._id;
      await details().title.click();
      const focused = (): Promise<string> =>
        inPage(`document.activeElement.getAttribute('aria-label') ?? document.activeElement.labels?.[0]?.innerText ??
        document.activeElement.textContent`);
      const seen: string[] = [];
      for (let step = 0; step < 40 && seen.at(-1)?.startsWith('Format') !== true; step += 1) {
        await page.keyboard.press('Tab');
        const at = await focused();
        seen.push(at);
        assert.notEqual(await inPage(`getComputedStyle(document.activeElement).outlineStyle`), 'none', at);
        if (at === 'Copy Bucket ID') {
          await page.keyboard.press('Enter');
          await untilClipboard(String(id));
          await details()
            .status.getByText(`Copied bucket ID ${String(id)}`)
            .waitFor({ state: 'attached' });
        }
      }
      assert.deepEqual(seen.slice(0, 3), ['Copy Bucket ID', 'Copy As…', 'Refresh']);
      assert.ok(seen.includes('Export jobs') && seen.at(-1)?.startsWith('Format') === true, seen.join(', '));
      // There were 29 stops when every value had a button.
      assert.ok(seen.length <= 20, seen.join(', '));
      await page.keyboard.press('ArrowDown');
      await details().frame.locator('code', { hasText: 'data "mongodbatlas' }).waitFor();
      await page.keyboard.press('End');
      await details().frame.locator('code', { hasText: 'arn:aws:s3:::' }).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await untilClipboard(`arn:aws:s3:::${BUCKET}`);
    });

    it('announces loaded sections', async () => {
      await details().button('Refresh').click();
      for (const title of ['Identity', 'Role', 'Used by']) {
        await details().status.getByText(`${title} loaded`).waitFor({ state: 'attached' });
      }
      assert.equal(await details().status.getAttribute('role'), 'status');
    });

    it('keeps the focus on Refresh while the status beside it changes, and moves nothing below', async () => {
      const { simulator } = product();
      const place = (): Promise<number> =>
        inPage(`document.getElementById('references').getBoundingClientRect().top + scrollY`);
      const before = await place();
      const end = simulator.fault({ path: /cloudProviderAccess/, response: { hang: 'beforeHeaders' } });
      await details().button('Refresh').press('Enter');
      await details().header.getByText('Loading role…').waitFor();
      assert.equal(await details().frame.locator(':focus').innerText(), 'Refresh');
      await details().section('Used by').locator('table').first().waitFor();
      end();
      await details().button('Refresh').press('Enter');
      await details().header.getByText('Role authorized').waitFor();
      assert.equal(await details().frame.locator(':focus').innerText(), 'Refresh');
      await details().untilLoaded(BUCKET);
      assert.equal(await place(), before);
    });

    it('includes landmarks and headings', async () => {
      const { frame } = details();
      assert.equal(await frame.getByRole('main').count(), 1);
      assert.equal(await frame.getByRole('heading', { level: 1 }).innerText(), BUCKET);
      assert.deepEqual(await frame.getByRole('heading', { level: 2 }).allInnerTexts(), [
        'Identity',
        'Role',
        'Used by',
        'Export health',
        'Code snippets',
      ]);
      for (const title of ['Identity', 'Role', 'Used by', 'Export health', 'Code snippets']) {
        assert.equal(await details().section(title).count(), 1, title);
      }
    });

    for (const [theme, kind] of THEMES) {
      it(`has no axe findings in ${theme}`, async () => {
        const { quickInput } = product();
        await quickInput.chooseTheme(theme);
        await details().frame.locator(`body.${kind}`).waitFor();
        // This snippet uses every color.
        await details().choose('Terraform: Import and Resource');
        assert.deepEqual(await axeFindings(details().frame), []);
      });
    }

    it('fits at a width of 320 pixels, and at a zoom of 200 %', async () => {
      const { page, quickInput } = product();
      const overflow = (): Promise<number> =>
        inPage(`Math.max(...[document.documentElement, ...document.querySelectorAll('header, section, dl, dd, ul, .snippets')]
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
      // axe can't tell the colors of what is scrolled out of view.
      const findings = await axeFindings(details().frame);
      assert.deepEqual(
        findings.filter((finding) => !finding.includes('could not be determined')),
        [],
      );
      await page.setViewportSize({ width: 1280, height: 800 });
      await quickInput.runCommand('View: Toggle Primary Side Bar Visibility');
    });

    it('has no animations if the user prefers reduced motion', async () => {
      const { page, simulator } = product();
      const end = simulator.fault({ path: /cloudProviderAccess/, response: { hang: 'beforeHeaders' } });
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
}
