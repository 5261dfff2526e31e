import assert from 'node:assert/strict';
import * as v from 'valibot';
import { BUNDLE, extractTexts } from '../l10n/extract';
import { messagesIn } from '../l10n/messages';
import { plainTextsIn } from '../l10n/plainTexts';
import { read, sources } from './sources';

const Bundle = v.record(v.string(), v.unknown());

describe('The bundle of texts', () => {
  it('has the texts that the extractor of VS Code finds in the source', async function () {
    this.timeout(60_000);
    assert.equal(read(BUNDLE), await extractTexts(), 'Run npm run l10n');
  });

  it('has every text that the source passes to l10n, which must be constant', () => {
    const messages = sources.flatMap(messagesIn);
    const variable = messages.filter(({ key }) => key === undefined);
    assert.deepEqual(
      variable.map(({ file, line }) => `${file}:${line}`),
      [],
    );
    const bundle = v.parse(Bundle, JSON.parse(read(BUNDLE)));
    assert.deepEqual([...new Set(messages.map(({ key }) => key))].toSorted(), Object.keys(bundle).toSorted());
  });

  it('is compared with texts wherever l10n comes from', () => {
    const text =
      "this.#language.l10n.t('a'); l10n['t']('b'); l10n.t({ message: 'c', args: [1], comment: 'd' }); l10n.t(e);";
    assert.deepEqual(
      messagesIn({ file: 'planted.ts', text }).map(({ key }) => key),
      ['a', 'b', 'c/d', undefined],
    );
  });
});

/** Texts that are the same in every language: names of formats, columns of files, and classes of elements. */
const UNTRANSLATED = [
  /^src\/bucketList\/formats\.ts:\d+ (?:JSON Lines|Markdown)$/,
  /^src\/exports\/healthList\.ts:\d+ Explanation$/,
  /^src\/webview\/page\/elements\.ts:\d+ icon icon-$/,
];

/** Code with texts that can't be translated, one example per line. */
const PLANTED = [
  "void window.showErrorMessage('Nothing was copied.');",
  "void window.showQuickPick(items, { title: 'Select Project' });",
  "const item = { label: isOpen ? l10n.t('Open') : `${name} was closed` };",
  "item.tooltip = name + ' is missing';",
  "acknowledge('Copied');",
  "return element('span', {}, 'Loading…');",
  "new TreeItem('No projects');",
];

describe('A text that is shown', () => {
  it('is passed to l10n, in the extension and in the pages', () => {
    const plain = sources.flatMap(plainTextsIn);
    assert.deepEqual(
      plain.filter((text) => !UNTRANSLATED.some((allowed) => allowed.test(text))),
      [],
    );
    for (const allowed of UNTRANSLATED) {
      assert.ok(
        plain.some((text) => allowed.test(text)),
        String(allowed),
      );
    }
  });

  for (const code of PLANTED) {
    it(`is found without l10n: ${code}`, () => {
      assert.equal(plainTextsIn({ file: 'planted.ts', text: code }).length, 1);
    });
  }

  it('has numbers, dates and lists in the language of the texts, never in that of the system', () => {
    const formats = /\.toLocale\w*String\(\s*\)|new Intl\.\w+\(\s*\)|\(undefined, \{/;
    const without = sources.filter(({ text }) => formats.test(text)).map(({ file }) => file);
    assert.deepEqual(without, []);
    assert.match('date.toLocaleDateString()', formats);
    assert.match('new Intl.NumberFormat().format(1)', formats);
  });
});
