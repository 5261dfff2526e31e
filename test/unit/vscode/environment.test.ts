import assert from 'node:assert/strict';
import { atlasVariables, withoutAtlasVariables, withoutOtherVSCode } from '../../vscode/environment';

describe('the environment of a VS Code under test', () => {
  const environment = {
    PATH: '/bin',
    MONGODB_ATLAS_PUBLIC_API_KEY: 'public',
    MONGODB_ATLAS_PROFILE: undefined,
    MCLI_PRIVATE_API_KEY: 'private',
    VSCODE_IPC_HOOK_CLI: 'socket',
    ELECTRON_RUN_AS_NODE: '1',
  };

  it("excludes the user's own Atlas credential", () => {
    assert.deepEqual(Object.keys(withoutAtlasVariables(environment)), [
      'PATH',
      'VSCODE_IPC_HOOK_CLI',
      'ELECTRON_RUN_AS_NODE',
    ]);
    assert.deepEqual(atlasVariables(environment), {
      MONGODB_ATLAS_PUBLIC_API_KEY: 'public',
      MCLI_PRIVATE_API_KEY: 'private',
    });
  });

  it('excludes variables of the VS Code whose terminal runs the tests', () => {
    assert.deepEqual(Object.keys(withoutOtherVSCode(withoutAtlasVariables(environment))), ['PATH']);
  });
});
