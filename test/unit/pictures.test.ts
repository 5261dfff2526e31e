import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { STATE, VIEW } from '../../src/manifest';
import { AllFacts, FACTS } from '../e2e/readmePictures';
import { commands, menus, texts, views, viewsContainers } from './manifestFile';
import { read, root } from './sources';

const all = v.parse(AllFacts, JSON.parse(read(FACTS)));
const pictures = Object.entries(all);
const STALE = 'The picture is out of date. Run `npm run screenshots`.';

/** Returns the text of a manifest entry such as `%command.find%`. */
const resolve = (entry: string): string => texts[entry.replaceAll('%', '')] ?? assert.fail(entry);

/** Returns whether a menu item is visible in a view that is neither loading nor filtered. */
const isInReadyView = (when: string): boolean =>
  when.split(' && ').every((part) => part === `view == ${VIEW}` || part === `${STATE} == ready`);

/** Returns the icons in the title of the view from left to right. */
function toolbar(): { title: string; icon: string }[] {
  return menus['view/title']
    .flatMap(({ command, when, group }) => {
      const [, position] = /^navigation@(\d+)$/.exec(group ?? '') ?? [];
      return position !== undefined && isInReadyView(when) ? [{ command, position: Number(position) }] : [];
    })
    .sort((a, b) => a.position - b.position)
    .map(({ command }) => {
      const { title, icon = '' } = commands.find((one) => one.command === command) ?? assert.fail(command);
      return { title: resolve(title), icon: icon.replace(/^\$\((.*)\)$/, '$1') };
    });
}

describe('The pictures of the README', () => {
  it('are all taken by the script', () => {
    const shown = [...read('README.md').matchAll(/!\[[^\]]*\]\(media\/([^)]+)\)/g)].map(([, file]) => file);
    const files = readdirSync(path.join(root, 'media')).filter((file) => file.endsWith('.png') && file !== 'icon.png');
    assert.deepEqual(shown.sort(), Object.keys(all).sort());
    assert.deepEqual(files.sort(), Object.keys(all).sort());
    for (const [file, { sha256 }] of pictures) {
      const hash = createHash('sha256').update(readFileSync(path.join(root, 'media', file)));
      assert.equal(hash.digest('hex'), sha256, `${file} was not written by \`npm run screenshots\``);
    }
  });

  it('show the current title of the view', () => {
    const [container] = viewsContainers.activitybar;
    const [view] = Object.values(views).flat();
    const title = resolve(container?.title ?? '');
    const name = resolve(view?.name ?? '');
    for (const [file, { shows }] of pictures) {
      assert.equal(shows.viewTitle, title === name ? title : `${title}: ${name}`, `${file}: ${STALE}`);
    }
  });

  it('show the current commands and icons in the title of the view', () => {
    assert.ok(toolbar().length > 0);
    for (const [file, { shows }] of pictures) {
      assert.deepEqual(shows.toolbar, toolbar(), `${file}: ${STALE}`);
    }
  });

  it('show only texts that the manifest has', () => {
    for (const [file, { shows }] of pictures) {
      assert.ok(shows.texts.length > 0);
      for (const text of shows.texts) {
        assert.ok(Object.values(texts).includes(text), `${file} shows “${text}”. ${STALE}`);
      }
    }
  });

  it('include an animated one of less than 1 MB', () => {
    const [first] = /!\[[^\]]*\]\((media\/[^)]+)\)/.exec(read('README.md'))?.slice(1) ?? [];
    const file = path.join(root, first ?? assert.fail());
    assert.ok(readFileSync(file).includes('acTL'), `${file} is not animated`);
    assert.ok(statSync(file).size < 1_000_000);
  });
});
