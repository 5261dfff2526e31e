import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import * as v from 'valibot';
import type { Product } from './product';
import { root } from './rig';

/** What a picture shows of the manifest, from which a test tells whether the picture is out of date. */
export const PictureFacts = v.strictObject({
  /** Hash of the file, because only this script may write it. */
  sha256: v.string(),
  viewTitle: v.string(),
  /** The commands in the title of the view, from left to right. */
  toolbar: v.array(v.strictObject({ title: v.string(), icon: v.string() })),
  /** The texts of package.nls.json that are on the screen. */
  texts: v.array(v.string()),
});
export const AllFacts = v.record(v.string(), PictureFacts);

/** The facts of all pictures, beside the pictures. */
export const FACTS = 'media/pictures.json';

interface Shown {
  readonly viewTitle: string;
  readonly toolbar: readonly { readonly title: string; readonly icon: string }[];
  readonly texts: readonly string[];
}

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

/** Reads what the window shows of the manifest. VS Code adds its own commands to the title of each view. */
export async function readShown(page: Page): Promise<Shown> {
  const shown = await page.evaluate<Shown>(READ);
  const manifest = await readFile(path.join(root, 'package.nls.json'), 'utf8');
  const texts = v.parse(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string())), manifest);
  const own = new Set(Object.values(texts));
  return {
    viewTitle: shown.viewTitle,
    toolbar: shown.toolbar.filter(({ title }) => own.has(title)),
    texts: [...own].filter((text) => shown.texts.includes(text)).sort(),
  };
}

/** Writes a picture of the README to `media`, and its facts beside it. */
export async function writePicture({ page }: Product, name: string, picture?: Buffer): Promise<void> {
  const png = picture ?? (await page.screenshot());
  const file = path.join(root, FACTS);
  const before = v.parse(AllFacts, JSON.parse(await readFile(file, 'utf8').catch(() => '{}')));
  const facts = { sha256: createHash('sha256').update(png).digest('hex'), ...(await readShown(page)) };
  const all = Object.entries({ ...before, [`${name}.png`]: facts }).sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(path.join(root, 'media', `${name}.png`), png);
  await writeFile(file, `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`);
}
