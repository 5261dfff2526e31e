import assert from 'node:assert/strict';
import { prunedLock } from '../../vscode/prunedLock';

describe('pruning a lock file', () => {
  const lock = {
    packages: {
      '': { dependencies: { ws: '1', unneeded: '1' } },
      'node_modules/ws': { version: '8.0.0', integrity: 'sha512-ws', dependencies: { shared: '2' } },
      'node_modules/ws/node_modules/shared': { version: '2.0.0', dependencies: { deep: '1' } },
      'node_modules/shared': { version: '1.0.0' },
      'node_modules/deep': { version: '1.0.0', dependencies: { ws: '8' } },
      'node_modules/unneeded': { version: '1.0.0' },
      'node_modules/undici': {
        version: '7.0.0',
        optionalDependencies: { '@vscode/windows-ca-certs': '1', shared: '1' },
      },
      'node_modules/@vscode/windows-ca-certs': { version: '1.0.0', hasInstallScript: true },
    },
  };
  const { dependencies, packages } = prunedLock(lock);

  it('keeps only the needed packages and the dependencies that Node resolves for them', () => {
    assert.deepEqual(dependencies, { undici: '7.0.0', ws: '8.0.0' });
    assert.deepEqual(Object.keys(packages), [
      'node_modules/deep',
      'node_modules/shared',
      'node_modules/undici',
      'node_modules/ws',
      'node_modules/ws/node_modules/shared',
    ]);
    assert.deepEqual(packages['node_modules/ws'], lock.packages['node_modules/ws']);
  });

  it('removes the dependency that needs a compiler', () => {
    assert.deepEqual(packages['node_modules/undici']?.['optionalDependencies'], { shared: '1' });
  });
});
