import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startFront, type Front } from '../vscode/front';
import { installVSCode, type Installation, type VSCodeVersion } from '../vscode/install';
import { installExtension } from '../vscode/server';
import { openBrowser, type BrowserWindow } from '../vscode/workbench';
import { listenForRefusals } from './webviewChecks';

export const root = path.resolve(__dirname, '../..');

/** What all products of a run share, because starting it takes seconds. It keeps nothing of a product. */
export interface Rig {
  readonly version: VSCodeVersion;
  readonly installation: Installation;
  readonly front: Front;
  readonly browser: BrowserWindow;
  /** The extensions folder in which the packaged extension is installed. */
  readonly extensionsFolder: string;
  stop(): Promise<void>;
}

declare module 'mocha' {
  interface Context {
    /** Set before the first test of a run. */
    rig: Rig;
  }
}

/** Installs a VS Code and the VSIX, and starts a browser. */
export async function startRig(version: VSCodeVersion): Promise<Rig> {
  const installation = await installVSCode(version, root);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rig-'));
  const extensionsFolder = path.join(folder, 'extensions');
  await installExtension(installation, findPackage(), extensionsFolder);
  const browser = await openBrowser();
  await listenForRefusals(browser.page);
  const front = await startFront();
  return {
    version,
    installation,
    front,
    browser,
    extensionsFolder,
    stop: async () => {
      await browser.close();
      await front.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The VSIX that `npm run package` made last. */
function findPackage(): string {
  const found = readdirSync(root).find((file) => file.endsWith('.vsix'));
  if (found === undefined) {
    throw new Error('There is no VSIX; run npm run package');
  }
  return path.join(root, found);
}
