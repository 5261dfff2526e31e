import assert from 'node:assert/strict';
import type { Fix } from '../../../src/failures/failure';
import { fixCommand } from '../../../src/failures/fixCommand';
import { CONTRIBUTED } from './support';

describe('fixCommand', () => {
  const node = { id: 'e:1' };
  const PAGE = 'https://cloud.mongodb.com/v2';
  const COMMANDS: {
    readonly [Kind in Fix['kind']]: readonly [Fix & { readonly kind: Kind }, readonly unknown[]];
  } = {
    retry: [{ kind: 'retry' }, [node]],
    updateSecret: [{ kind: 'updateSecret' }, [node]],
    changeBaseUrl: [{ kind: 'changeBaseUrl' }, [node]],
    removeCredential: [{ kind: 'removeCredential' }, [node]],
    refresh: [{ kind: 'refresh' }, []],
    showLog: [{ kind: 'showLog' }, []],
    addCredential: [{ kind: 'addCredential' }, []],
    openAccessManager: [{ kind: 'openAccessManager', page: PAGE }, [PAGE]],
    openAccessList: [{ kind: 'openAccessList', page: PAGE }, [PAGE]],
    openSettings: [{ kind: 'openSettings', query: '@tag:proxy' }, ['@tag:proxy']],
  };

  for (const [name, [fix, expected]] of Object.entries(COMMANDS)) {
    it(`returns a command of the manifest for ${name}`, () => {
      const description = { label: 'x', explanation: 'x', fix, fixTitle: 'Fix It', code: undefined };
      const { command, title, arguments: args } = fixCommand(description, node);
      assert.equal(command, `atlasExportBuckets.${name}`);
      assert.ok(CONTRIBUTED.includes(command));
      assert.deepEqual([title, args], ['Fix It', expected]);
    });
  }
});
