import assert from 'node:assert/strict';
import { ScannedFile } from '../../../src/files/scannedFile';

const [BUCKET, OTHER] = ['b'.repeat(24), 'f'.repeat(24)];

/** Returns the kind of each ID of a YAML file of Atlas. */
function kindsIn(text: string): string[] {
  const file = new ScannedFile(`# Atlas\n${text}`, 'yaml');
  return file.ids.map((found) => file.kindOf(found));
}

describe('The items of a list', () => {
  for (const [what, text] of [
    [
      'the items before them',
      `clusters:\n  - id: ${OTHER}\n    exportBucket: a\n  - id: ${OTHER}\n    exportBucket: a\n`,
    ],
    ['a list as far left as its key', `clusters:\n- id: ${OTHER}\n  exportBucket: a\n- id: ${OTHER}\n`],
    ['lists in lists', `clusters:\n- - id: ${OTHER}\n    exportBucket: a\n- - id: ${OTHER}\n`],
    ['items in the line below', `clusters:\n-\n  id: ${OTHER}\n  exportBucket: a\n-\n  id: ${OTHER}\n`],
    ['a list before them', `exportBuckets:\n  - a\nclusters:\n  - id: ${OTHER}\n`],
    ['the document before them', `exportBucket: a\n---\n- id: ${OTHER}\n`],
  ] as const) {
    it(`don't take their key from ${what}`, () => {
      assert.deepEqual([...new Set(kindsIn(text))], ['unknown']);
    });
  }

  for (const [what, text] of [
    ['all items', `exportBuckets:\n  - id: ${BUCKET}\n    clusters: a\n  - id: ${BUCKET}\n`],
    ['a list as far left as its key', `a:\n  exportBuckets:\n  - id: ${BUCKET}\n    b: c\n  - id: ${BUCKET}\n`],
    ['items after other lists in them', `exportBuckets:\n- clusters:\n  - a\n  id: ${BUCKET}\n- id: ${BUCKET}\n`],
    ['items after comments', `exportBuckets:\n- a: b\n# clusters:\n- id: ${BUCKET}\n`],
  ] as const) {
    it(`have the key of the list: ${what}`, () => {
      assert.deepEqual([...new Set(kindsIn(text))], ['bucket']);
    });
  }
});
