import assert from 'node:assert/strict';
import { codeProblems, keyProblems, sameProblems, termProblems, widthProblems, type Pair } from '../l10n/check';
import { englishTexts, glossaryOf, LANGUAGES, terms, textsIn, unchangedTexts } from '../l10n/languages';
import { messagesIn } from '../l10n/messages';
import { read, sources } from './sources';

/**
 * Files with texts that are cut if they are long: rows of a narrow side bar, tiles, and buttons in a line. Other texts
 * wrap, or are in lists as wide as the window.
 */
const TIGHT_FILES = [
  'src/details/sections/page.ts',
  'src/exports/health/describeView.ts',
  'src/overview/overviewActions.ts',
  'src/overview/tiles.ts',
  'src/tree/messageItems.ts',
  'src/tree/toTreeItem.ts',
];

/** Keys of the manifest whose texts are in menus, the command palette and the title of the view. */
const TIGHT_KEYS = /^(command|container|submenu|view)\./;

const english = englishTexts();
const tight = new Set(
  sources
    .filter(({ file }) => TIGHT_FILES.includes(file))
    .flatMap(messagesIn)
    .flatMap(({ key }) => key ?? []),
);

/** Returns whether a text must fit in little space. Sentences are in tooltips and notes, which wrap. */
function isTight({ key, english: text }: Pair): boolean {
  return (tight.has(key) && !text.endsWith('.')) || TIGHT_KEYS.test(key);
}

/** Returns the problems of each text that has some. */
function problemsOf(pairs: readonly Pair[], find: (pair: Pair) => readonly string[]): string[] {
  return pairs.flatMap((pair) => find(pair).map((problem) => `“${pair.translated}” (${pair.key}) ${problem}`));
}

for (const language of LANGUAGES) {
  const texts = textsIn(language);
  describe(`The translation into ${language}`, () => {
    const pairs = (['bundle', 'manifest'] as const).flatMap((part) =>
      Object.entries(english[part]).map(([key, text]) => ({ key, english: text, translated: texts[part][key] ?? '' })),
    );

    it('has every text, and no other', () => {
      assert.deepEqual(keyProblems(english.bundle, Object.keys(texts.bundle)), []);
      assert.deepEqual(keyProblems(english.manifest, Object.keys(texts.manifest)), []);
    });

    it('keeps placeholders, links, code, icons and the names of products and roles', () => {
      assert.deepEqual(problemsOf(pairs, codeProblems), []);
    });

    it('is not in English, except for listed names', () => {
      const { '*': all = [], [language]: own = [] } = unchangedTexts();
      assert.deepEqual(
        problemsOf(pairs, (pair) => sameProblems(pair, [...all, ...own])),
        [],
      );
    });

    it('fits where space is tight', () => {
      assert.deepEqual(problemsOf(pairs.filter(isTight), widthProblems), []);
    });

    it('uses the words of its glossary, which has all terms', () => {
      const glossary = glossaryOf(language);
      assert.deepEqual(Object.keys(glossary).toSorted(), Object.keys(terms()).toSorted());
      const changed = pairs.filter(({ english: text, translated }) => text !== translated);
      assert.deepEqual(
        problemsOf(changed, (pair) => termProblems(pair, glossary)),
        [],
      );
    });

    it('has its keys in the order of English, so that changes are easy to compare', () => {
      assert.deepEqual(Object.keys(texts.bundle), Object.keys(english.bundle));
      assert.deepEqual(Object.keys(texts.manifest), Object.keys(english.manifest));
    });
  });
}

/** The names of the languages in the README. */
const NAMES: Record<(typeof LANGUAGES)[number], string> = {
  ja: 'Japanese',
  ko: 'Korean',
  'pt-br': 'Brazilian Portuguese',
  'zh-cn': 'Simplified Chinese',
};

describe('The languages', () => {
  it('are named in the README', () => {
    const [, named = ''] = /The extension is in English, (.+?)\. It uses/.exec(read('README.md')) ?? [];
    assert.deepEqual(named.split(/, | and /).toSorted(), Object.values(NAMES).toSorted());
  });

  it('have plurals that two texts suffice for', () => {
    for (const locale of LANGUAGES) {
      const rules = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
      // “many” is for millions, in which a text with the number in digits is the same as “other”.
      assert.deepEqual(
        rules.filter((rule) => !['one', 'other', 'many'].includes(rule)),
        [],
      );
    }
  });
});

describe('The checks of translations', () => {
  const pair = (text: string, translated: string): Pair => ({ key: text, english: text, translated });

  it('have texts to check wherever space is tight', () => {
    for (const file of TIGHT_FILES) {
      assert.ok(sources.filter((source) => source.file === file).flatMap(messagesIn).length > 0, file);
    }
    assert.ok(Object.keys(english.manifest).some((key) => TIGHT_KEYS.test(key)));
  });

  it('find missing and superfluous keys', () => {
    assert.deepEqual(keyProblems({ a: 'A', b: 'B' }, ['b', 'c']), ['is missing: a', 'is no text of this version: c']);
  });

  it('find lost and changed code', () => {
    for (const [text, translated] of [
      ['{0} of {1}', '{0}/{0}'],
      ['$(add) Add', '＋ 追加'],
      ['[Add](command:atlasExportBuckets.addCredential)', '[追加](command:atlasExportBuckets.add)'],
      ['See https://www.mongodb.com/docs/atlas/.', 'https://www.mongodb.com/ja/docs/atlas/ を参照'],
      ['Set `a` to true', '`b` を true に'],
      ['Correct the MONGODB_ATLAS_… variables', 'MONGODB_… 変数を修正'],
      ['Requires the Project Read Only role.', 'プロジェクト読み取り専用ロールが必要です。'],
      ['Rename…', '名前の変更'],
      ['Rename', ''],
    ] as const) {
      assert.notDeepEqual(codeProblems(pair(text, translated)), [], text);
    }
    assert.deepEqual(codeProblems(pair('{0} of {1} in Atlas CLI', 'Atlas CLI の {1} 中 {0}')), []);
  });

  it('find English texts, but not those without words', () => {
    assert.notDeepEqual(sameProblems(pair('Copied {0}', 'Copied {0}'), []), []);
    assert.deepEqual(sameProblems(pair('{0} ({1})', '{0} ({1})'), []), []);
    assert.deepEqual(sameProblems(pair('JSON', 'JSON'), ['JSON']), []);
  });

  it('find texts that are too wide, where a character of Japanese is as wide as two', () => {
    assert.deepEqual(widthProblems(pair('Copy', 'コピーします')), []);
    assert.notDeepEqual(widthProblems(pair('Copy', 'コピーしますか')), []);
    assert.notDeepEqual(widthProblems(pair('Copy', 'Copiar a lista toda')), []);
  });

  it('find other words than those of the glossary', () => {
    const glossary = {
      project: 'プロジェクト',
      'export bucket': ['エクスポートバケット', 'エクスポート バケット'],
      bucket: 'バケット',
    };
    assert.notDeepEqual(termProblems(pair('Two projects', '2 件の案件'), glossary), []);
    assert.notDeepEqual(termProblems(pair('Export buckets', 'バケット'), glossary), []);
    assert.deepEqual(termProblems(pair('Export buckets', 'エクスポート バケット'), glossary), []);
    // The name of a role, and a part of another word.
    assert.deepEqual(termProblems(pair('Project Read Only', 'Project Read Only'), glossary), []);
    assert.deepEqual(termProblems(pair('Projected', '予測'), glossary), []);
  });
});
