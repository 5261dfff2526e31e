import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ScannedFile } from '../../../src/files/scannedFile';
import { syntaxOf } from '../../../src/files/syntax';

const folder = path.join(__dirname, 'corpus');

/** What the first character of an ID in these files says that it identifies. */
const KINDS: Readonly<Record<string, string>> = { a: 'role', b: 'bucket', c: 'project', f: 'unknown' };

/**
 * The files have the shapes of each tool that writes IDs. Their IDs say what the scanner must find: the first character
 * is the kind, and the next two digits are the number of the project it belongs to, or `00` if the file doesn't say.
 */
describe('The files of each tool', () => {
  for (const name of readdirSync(folder)) {
    const text = readFileSync(path.join(folder, name), 'utf8');
    const file = new ScannedFile(text, syntaxOf(name, 'plaintext', text));

    it(`has each ID of ${name} recognized`, () => {
      const plain = [...text.matchAll(/(?<![0-9a-zA-Z])[0-9a-f]{24}(?![0-9a-zA-Z])/g)].length;
      const encoded = [...text.matchAll(/=:/g)].length - [...text.matchAll(/cHJvdmlkZXJfbmFtZQ==:/g)].length;
      assert.notEqual(plain, 0);
      assert.equal(file.ids.length, plain + encoded);
      assert.deepEqual(
        file.ids.map((found) => [line(text, found.start), found.id, file.kindOf(found)]),
        file.ids.map(({ id, start }) => [line(text, start), id, KINDS[id.charAt(0)]]),
      );
    });

    it(`has the projects of ${name} assigned`, () => {
      const owned = file.ids.filter(({ id }) => /^[ab]/.test(id));
      assert.deepEqual(
        owned.map((found) => [line(text, found.start), found.id, file.projectOf(found)?.slice(0, 3)]),
        owned.map(({ id, start }) => {
          const number = id.slice(1, 3);
          return [line(text, start), id, number === '00' ? undefined : `c${number}`];
        }),
      );
    });
  }
});

function line(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
