import assert from 'node:assert/strict';
import { idsToCheck } from '../../../src/files/checkedIds';
import { ScannedFile } from '../../../src/files/scannedFile';
import { blocksOf } from '../../../src/files/blocks';
import type { Syntax } from '../../../src/files/syntax';
import { assertGrowth } from './processorTime';

const SYNTAXES: readonly Syntax[] = ['hcl', 'json', 'code', 'python', 'yaml', 'shell', 'powershell', 'dotenv', 'text'];
const ID = 'a'.repeat(24);
const PIECES = [
  '{',
  '{}',
  '(x=',
  '"',
  '"${',
  "'''",
  '`',
  '<<A\n',
  '<<A <<-B\nA\n',
  '@"\n',
  '<#',
  '- |\n',
  '- - a\n',
  '{a:\n # b\n',
  '/*',
  '#\n',
  'a=',
  '=:',
  'aWQ=:',
  '- ',
  ' ',
  '\n',
  'a: |\n',
  '\\',
  ID,
  `${ID}-`,
  `"_id":"${ID}",`,
  `role_id = "${ID}"\n`,
  `${' '.repeat(199)}${ID}`,
  `project_id: [{ export_bucket_id: "${ID}" `,
] as const;

/** Returns an ID that differs for each number. */
const idOf = (number: number): string => number.toString(16).padStart(24, 'a');

/** Texts whose parts are all different, or are all in one line or in one block. */
const TEXTS: Readonly<Record<string, (number: number) => string>> = {
  'commands in one line': (number) => `bucketId=${idOf(number)};`,
  'commands of Atlas in one line': (number) => `atlas --bucketId ${idOf(number)};bucketId=${idOf(number)};`,
  'blocks in one line': (number) => `a{role_id="${idOf(number)}"}`,
  'projects in one block': (number) => `"projectId":"${idOf(number)}","exportBucketId":"${idOf(number)}",`,
  'paths in one block': (number) => `"/groups/${idOf(number)}","exportBucketId":"${idOf(number)}",`,
  'objects after comments': (number) => `/**/{"_id":"${idOf(number)}"},`,
  'addresses in one command': (number) => `module.a["b"].mongodbatlas_a.${number} id=${idOf(number)} `,
  'items of a long key': (number) => `${number === 0 ? `${'a'.repeat(100_000)}:\n` : ''}- id: ${idOf(number)}\n`,
};

function read(text: string, syntax: Syntax): void {
  const file = new ScannedFile(text, syntax);
  for (const id of file.ids) {
    file.projectOf(id);
  }
  idsToCheck([{ name: 'a', file }]);
  blocksOf(text, syntax);
}

function atlasTextOf(part: (number: number) => string, count: number): string {
  return `atlas {\n${Array.from({ length: count }, (_, number) => part(number)).join('')}`;
}

describe('A hostile file', () => {
  for (const piece of PIECES) {
    it(`is read in linear time: ${JSON.stringify(piece.slice(0, 40))} many times`, function () {
      this.timeout(120_000);
      for (const syntax of SYNTAXES) {
        const textOf = (length: number): string => piece.repeat(length / piece.length);
        const [part, whole] = [textOf(20_000), textOf(640_000)];
        // Quadratic time would be 1,024 times as long.
        assertGrowth(syntax, {
          work: () => {
            read(whole, syntax);
          },
          part: () => {
            read(part, syntax);
          },
          most: 200,
          enough: 1000,
        });
      }
    });
  }

  for (const [name, part] of Object.entries(TEXTS)) {
    it(`is read in linear time: many different ${name}`, function () {
      this.timeout(120_000);
      for (const syntax of SYNTAXES) {
        const [few, many] = [atlasTextOf(part, 500), atlasTextOf(part, 8_000)];
        // Quadratic time would be 256 times as long.
        assertGrowth(syntax, {
          work: () => {
            read(many, syntax);
          },
          part: () => {
            read(few, syntax);
          },
          most: 80,
          enough: 1000,
        });
      }
    });
  }

  it('has a limited number of blocks, and values after them are still in a block', () => {
    const text = `${'{'.repeat(500_000)}project_id = "${ID}"`;
    const file = new ScannedFile(text, 'hcl');
    assert.ok(file.blocks.length < 1000);
    assert.equal(file.kindOf({ start: text.length - 25 }), 'project');
  });
});
