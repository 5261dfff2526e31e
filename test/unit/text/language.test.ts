import assert from 'node:assert/strict';
import { Ages, exportBuckets, localeOfTexts, projects, loadedSoFar, type Language } from '../../../src/text/language';
import { ENGLISH as LANGUAGE, l10nOf } from './translate';

describe('A formatted count', () => {
  it('uses the singular for one, and the number format of the language', () => {
    assert.deepEqual(
      [0, 1, 2508].map((count) => exportBuckets(LANGUAGE, count)),
      ['0 export buckets', '1 export bucket', '2,508 export buckets'],
    );
    assert.deepEqual(
      [0, 1, 2508].map((count) => projects(LANGUAGE, count)),
      ['0 projects', '1 project', '2,508 projects'],
    );
  });

  it('shows the progress of loading, and only export buckets for a single project', () => {
    assert.equal(loadedSoFar(LANGUAGE, { projects: 1, of: 1, buckets: 1 }), '1 export bucket');
    assert.equal(
      loadedSoFar(LANGUAGE, { projects: 7, of: 250, buckets: 1200 }),
      '7 of about 250 projects, 1,200 export buckets',
    );
  });
});

describe('A count in another language', () => {
  const counted = (language: Language): string[] => [0, 1, 2, 1_000_000].map((count) => exportBuckets(language, count));

  it('uses the singular for 0 where the language does', () => {
    const bundle = {
      '{0} export bucket': '{0} bucket de exportação',
      '{0} export buckets': '{0} buckets de exportação',
    };
    assert.deepEqual(counted({ locale: 'pt-br', l10n: l10nOf(bundle) }), [
      '0 bucket de exportação',
      '1 bucket de exportação',
      '2 buckets de exportação',
      '1.000.000 buckets de exportação',
    ]);
  });

  it('uses one text for all numbers where the language has no plural', () => {
    const bundle = { '{0} export bucket': 'unused', '{0} export buckets': 'エクスポート バケット {0} 個' };
    assert.deepEqual(
      counted({ locale: 'ja', l10n: l10nOf(bundle) }),
      ['0', '1', '2', '1,000,000'].map((count) => `エクスポート バケット ${count} 個`),
    );
  });
});

describe('The language of numbers and dates', () => {
  it('is the language of the texts: English in a German VS Code without a translation', () => {
    assert.equal(localeOfTexts(undefined, 'de'), 'en');
    assert.equal(localeOfTexts({ 'Load All': 'Alle laden' }, 'de'), 'de');
    const language = { ...LANGUAGE, locale: localeOfTexts(undefined, 'de') };
    assert.equal(exportBuckets(language, 2508), '2,508 export buckets');
  });
});

describe('The age of something', () => {
  it('is in the largest unit that it has reached, and never in the future', () => {
    const ages = new Ages(LANGUAGE);
    assert.deepEqual(
      [-100, 59, 60, 3599, 3600, 86_399, 86_400, 400 * 86_400].map((seconds) => ages.write(seconds)),
      [
        'just now',
        'just now',
        '1 minute ago',
        '59 minutes ago',
        '1 hour ago',
        '23 hours ago',
        '1 day ago',
        '400 days ago',
      ],
    );
  });
});
