import { runTests } from '@vscode/test-electron';
import path from 'node:path';
import { atlasVariables } from './environment';
import type { VSCodeVersion } from './install';

export interface IntegrationRun {
  /** A version from npm, or `desktop` for a downloaded desktop version. */
  readonly version: VSCodeVersion | 'desktop';
  readonly extensionPath: string;
  /** Folders of additional extensions to install. Ignored on a desktop. */
  readonly installed?: readonly string[];
  /** A file that exports `run()`. */
  readonly testsPath: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The desktop version to download. */
const DESKTOP_VERSION = '1.139.1';

/**
 * Runs tests in the extension host of a real VS Code.
 * @throws Error if a test fails or the tests don't finish
 */
export async function runIntegrationTests(run: IntegrationRun): Promise<void> {
  const code = await runTests({
    extensionDevelopmentPath: run.extensionPath,
    extensionTestsPath: run.testsPath,
    extensionTestsEnv: {
      // Unsets the user's own Atlas credential.
      ...Object.fromEntries(Object.keys(atlasVariables(process.env)).map((name) => [name, undefined])),
      ...run.env,
      TEST_VSCODE_VERSION: run.version,
      TEST_EXTENSIONS: JSON.stringify(run.installed ?? []),
      TEST_SETTINGS: JSON.stringify(run.settings ?? {}),
    },
    ...(run.version === 'desktop'
      ? { version: DESKTOP_VERSION, launchArgs: ['--disable-extensions'] }
      : { vscodeExecutablePath: path.join(__dirname, process.platform === 'win32' ? 'code.cmd' : 'code.mjs') }),
  });
  if (code !== 0) {
    throw new Error('The integration tests failed');
  }
}
