import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { showTree, TREE } from '../pictureTree';
import { useProduct } from '../product';
import { AllFacts, FACTS, readShown } from '../readmePictures';
import { root } from '../rig';

describe('The picture of the view in the README', () => {
  const product = useProduct(TREE);

  it('shows the rows, icons and texts of this version', async () => {
    await showTree(product());
    const text = await readFile(path.join(root, FACTS), 'utf8');
    const facts = v.parse(v.pipe(v.string(), v.parseJson(), AllFacts), text)['screenshot.png'] ?? assert.fail();
    assert.deepEqual(await readShown(product()), facts.shows, 'The picture is out of date. Run `npm run screenshots`.');
  });
});
