import assert from 'node:assert/strict';
import { exportBuckets, localeOfTexts, projects, loadedSoFar } from '../../../src/text/language';
import { LANGUAGE } from '../overview/support';

describe('A count in words', () => {
  it('speaks of one as one, and writes many as the language does', () => {
    assert.deepEqual(
      [0, 1, 2508].map((count) => exportBuckets(LANGUAGE, count)),
      ['0 export buckets', '1 export bucket', '2,508 export buckets'],
    );
    assert.deepEqual(
      [0, 1, 2508].map((count) => projects(LANGUAGE, count)),
      ['0 projects', '1 project', '2,508 projects'],
    );
  });

  it('says how much is loaded, of one project only its export buckets', () => {
    assert.equal(loadedSoFar(LANGUAGE, { projects: 1, of: 1, buckets: 1 }), '1 export bucket');
    assert.equal(
      loadedSoFar(LANGUAGE, { projects: 7, of: 250, buckets: 1200 }),
      '7 of about 250 projects, 1,200 export buckets',
    );
  });
});

describe('The language of numbers and dates', () => {
  it('is that of the sentence around them: English in a German VS Code, as long as there is no translation', () => {
    assert.equal(localeOfTexts(undefined, 'de'), 'en');
    assert.equal(localeOfTexts({ 'Load All': 'Alle laden' }, 'de'), 'de');
    const language = { ...LANGUAGE, locale: localeOfTexts(undefined, 'de') };
    assert.equal(exportBuckets(language, 2508), '2,508 export buckets');
  });
});
