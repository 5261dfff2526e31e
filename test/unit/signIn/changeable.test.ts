import assert from 'node:assert/strict';
import { isChangeable } from '../../../src/signIn/changeable';

describe('A credential', () => {
  it('can be changed if the user added it, although no keyring stores its secret', () => {
    assert.deepEqual(
      (['stored', 'session', 'environment', 'unreadable'] as const).map((source) => isChangeable({ source })),
      [true, true, false, false],
    );
  });
});
