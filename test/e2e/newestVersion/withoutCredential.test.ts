import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { atlasCliConfigPath } from '../../../src/signIn/atlasCliConfigFile';
import { useProduct } from '../product';
import { testGestures } from './withoutCredential/gestures';
import { testHostileTexts } from './withoutCredential/hostileTexts';
import { testNarrow } from './withoutCredential/narrow';
import { testProfiles } from './withoutCredential/profiles';

describe('without a credential', () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'home-'));
  const env = { HOME: home, XDG_CONFIG_HOME: path.join(home, 'config'), APPDATA: path.join(home, 'appdata') };
  const product = useProduct({ env });
  after(() => {
    rmSync(home, { recursive: true, force: true });
  });
  testGestures(product);
  testNarrow(product);
  testHostileTexts(product);
  testProfiles(product, atlasCliConfigPath(process.platform, env, home));
});
