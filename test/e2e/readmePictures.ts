import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import * as v from 'valibot';
import { DetailsPage } from './detailsPage';
import type { Product } from './product';
import { root } from './rig';

/** What a window shows. A test compares it with the manifest to tell whether a picture is outdated. */
const Shown = v.strictObject({
  viewTitle: v.string(),
  /** The commands in the title of the view, from left to right. */
  toolbar: v.array(v.strictObject({ title: v.string(), icon: v.string() })),
  /** The rows of the view that fit on the screen: labels and descriptions. */
  rows: v.array(v.string()),
  /** The headings, buttons and names of properties in the tab of the extension, if it shows one. */
  tab: v.array(v.string()),
  /** The texts of package.nls.json that are on the screen. */
  texts: v.array(v.string()),
});
type Shown = v.InferOutput<typeof Shown>;

/** The facts of each picture: the hash of its file, so that only the script can write it, and what it shows. */
export const AllFacts = v.record(v.string(), v.strictObject({ sha256: v.string(), shows: Shown }));

/** The facts of all pictures, beside the pictures. */
export const FACTS = 'media/pictures.json';

/** Runs in the page. Reads the title of the view, its icons, and all texts on the screen. */
const READ = `(() => {
  const visible = (element) => element.checkVisibility({ visibilityProperty: true });
  // The label of a command ends with its shortcut.
  const label = (element) => (element.getAttribute('aria-label') ?? '').replace(/ \\([^)]*\\)$/, '');
  const icons = [...document.querySelectorAll('.part.sidebar .title-actions .action-item:not(.disabled) .action-label')];
  return {
    viewTitle: document.querySelector('.part.sidebar .title-label').textContent.trim(),
    toolbar: icons
      .filter((icon) => visible(icon) && !icon.classList.contains('codicon-toolbar-more'))
      .map((icon) => ({
        title: label(icon),
        icon: /\\bcodicon-([a-z-]+)/.exec(icon.className)?.[1] ?? '',
      })),
    texts: [...document.querySelectorAll('body *')]
      .filter((element) => element.childElementCount === 0 && visible(element))
      .flatMap((element) => [element.textContent.trim(), label(element)]),
  };
})()`;

/** Returns what the window shows, without the commands and texts of VS Code itself. */
export async function readShown({ page, projects }: Product): Promise<Shown> {
  const { viewTitle, toolbar, texts } = await page.evaluate<Omit<Shown, 'rows' | 'tab'>>(READ);
  const manifest = await readFile(path.join(root, 'package.nls.json'), 'utf8');
  const own = new Set(
    Object.values(v.parse(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string())), manifest)),
  );
  const rows = await projects.readAll();
  const isTabShown = await page.locator('iframe.webview.ready').first().isVisible();
  const tab = isTabShown ? await new DetailsPage(page).frame.locator('h1, h2, h3, button, dt').allInnerTexts() : [];
  return {
    viewTitle,
    toolbar: toolbar.filter(({ title }) => own.has(title)),
    rows: rows.map(({ label, description }) => `${label} ${description}`.trim()),
    tab: tab.map((text) => text.trim()).filter((text) => text !== ''),
    texts: [...own].filter((text) => texts.includes(text)).sort(),
  };
}

/** Writes a picture of the README to `media`, and its facts beside it. */
export async function writePicture(product: Product, name: string, picture?: Buffer): Promise<void> {
  const png = picture ?? (await product.page.screenshot());
  const file = path.join(root, FACTS);
  const before = v.parse(AllFacts, JSON.parse(await readFile(file, 'utf8').catch(() => '{}')));
  const facts = { sha256: createHash('sha256').update(png).digest('hex'), shows: await readShown(product) };
  const all = Object.entries({ ...before, [`${name}.png`]: facts }).sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(path.join(root, 'media', `${name}.png`), png);
  const text = JSON.stringify(Object.fromEntries(all));
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), parser: 'json' }));
}
