import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { read, root } from './sources';

const text = read('ARCHITECTURE.md');
const [, layers = ''] = /LAYERS = \[(.*?)\]/s.exec(read('.dependency-cruiser.mjs')) ?? [];
const LAYERS = [...layers.matchAll(/'([^']+)'/g)].map(([, layer = '']) => layer);

/** Returns the paths of all files in some folders, and of the files in the root folder. */
function filesIn(folders: readonly string[]): string[] {
  return [
    ...readdirSync(root),
    ...folders.flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        path.posix.join(folder, file.replaceAll(path.sep, '/')),
      ),
    ),
  ];
}

describe('ARCHITECTURE.md', () => {
  it('names only files and folders that exist', () => {
    const all = filesIn(['.github', 'build', 'docs', 'l10n', 'src', 'test']);
    const named = [...text.matchAll(/`([\w./-]+(?:\.\w+|\/))`|\]\(([\w./-]+)\)/g)]
      .map(([, code, link = '']) => (code ?? link).replace(/\/$/, ''))
      .filter((name) => name.includes('/') || /\.(ts|js|mjs|json|md)$/.test(name) || LAYERS.includes(name));
    assert.ok(named.length > 80, `${named.length} names`);
    assert.deepEqual(
      named.filter((name) => !all.some((file) => file === name || file.endsWith(`/${name}`))),
      [],
    );
  });

  it('lists the folders of src in the order of their dependencies', () => {
    const folders = [...text.matchAll(/^ *- `([\w]+)\/`: /gm)].map(([, name = '']) => name);
    assert.deepEqual(
      folders,
      LAYERS.filter((layer) => !layer.includes('.')),
    );
  });
});
