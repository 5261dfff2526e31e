import assert from 'node:assert/strict';
import { KnownNames } from '../../src/editor/knownNames';
import type { RememberedCredential } from '../../src/model/remembered/rememberedLists';

const PROJECT = '5f3c1a80b6d4e21f7a9c0d11';
const BUCKET = '64b8e1f2a7c3d90518e6f4b2';

const REMEMBERED: RememberedCredential = {
  credential: { id: 'c', name: 'c', origin: 'https://c', method: 'apiKey', keyId: 'k', source: 'stored' },
  remembered: new Map([
    [
      PROJECT,
      {
        id: PROJECT,
        name: 'shop',
        buckets: [{ id: BUCKET, name: 'archive', provider: 'AWS', roleId: undefined, region: undefined, readAt: 1 }],
      },
    ],
  ]),
};

describe('Names in files', () => {
  it('that were remembered disappear immediately when the user clears them', async () => {
    const names = new KnownNames({ items: () => [] }, () =>
      Promise.resolve({ read: () => Promise.resolve([REMEMBERED]) }),
    );
    let changes = 0;
    const subscription = names.onDidChange(() => {
      changes += 1;
    });
    await names.read();
    assert.equal(names.known.get(BUCKET).length, 1);
    names.forget();
    assert.deepEqual([names.known.get(BUCKET), names.known.get(PROJECT), changes], [[], [], 1]);
    subscription.dispose();
    names.dispose();
  });

  it('aren’t brought back by files that were being read when the user cleared them', async () => {
    const reading: { end?: (read: readonly RememberedCredential[]) => void } = {};
    const names = new KnownNames({ items: () => [] }, () =>
      Promise.resolve({
        read: () =>
          new Promise((resolve) => {
            reading.end = resolve;
          }),
      }),
    );
    const read = names.read();
    await Promise.resolve();
    await Promise.resolve();
    names.forget();
    reading.end?.([REMEMBERED]);
    await read;
    assert.deepEqual(names.known.get(BUCKET), []);
    names.dispose();
  });
});
