import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Environment } from './environment';

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const ON_MACOS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const ON_WINDOWS = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];

/**
 * Returns the path of an installed Chromium, or installs one: with the system's package manager if that needs no
 * confirmation, otherwise with Playwright's download.
 * @throws Error with instructions
 */
export function findOrInstallChromium(report: (message: string) => void): string {
  const found = findChromium();
  if (found !== undefined) {
    return found;
  }
  const failures: string[] = [];
  for (const { title, install } of installers()) {
    report(`Installing Chromium with ${title} (once)…`);
    const failure = install();
    const installed = findChromium();
    if (installed !== undefined) {
      return installed;
    }
    failures.push(`${title}: ${failure ?? 'Chromium is still missing'}`);
  }
  throw new Error(
    `No Chromium was found and none could be installed (${failures.join('; ')}). Install Chromium, Chrome or Edge, or set CHROME_PATH to the program.`,
  );
}

/** Returns the path of Chromium: CHROME_PATH, or a program on the PATH, in a usual folder, or from Playwright. */
export function findChromium(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const { CHROME_PATH: chosen = '', PATH: search = '' } = environment;
  if (chosen !== '') {
    if (!existsSync(chosen)) {
      throw new Error(`CHROME_PATH is ${chosen}, which doesn't exist.`);
    }
    return chosen;
  }
  const suffix = platform === 'win32' ? '.exe' : '';
  return [
    ...ON_PATH.flatMap((name) => search.split(path.delimiter).map((folder) => path.join(folder, name + suffix))),
    ...(platform === 'darwin' ? ON_MACOS : []),
    ...(platform === 'win32' ? onWindows(environment) : []),
    chromium.executablePath(),
  ].find((file) => existsSync(file));
}

function onWindows(environment: Environment): string[] {
  return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = environment[variable];
    return folder === undefined ? [] : ON_WINDOWS.map((file) => path.join(folder, file));
  });
}

interface Installer {
  readonly title: string;
  /** Returns why it failed, if it did. */
  readonly install: () => string | undefined;
}

function installers(): Installer[] {
  const apt: Installer = {
    title: 'apt-get',
    install: () =>
      run('apt-get', ['update', '-qq']) ??
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']),
  };
  const playwright: Installer = {
    title: "Playwright's download",
    install: () =>
      run(process.execPath, [
        path.join(path.dirname(require.resolve('playwright-core/package.json')), 'cli.js'),
        'install',
        'chromium',
      ]),
  };
  return isDebianRoot() ? [apt, playwright] : [playwright];
}

/** Excludes Ubuntu, whose chromium package only installs a snap. */
function isDebianRoot(): boolean {
  const release = '/etc/os-release';
  return process.getuid?.() === 0 && existsSync(release) && /^ID=debian$/m.test(readFileSync(release, 'utf8'));
}

function run(command: string, args: readonly string[]): string | undefined {
  const { status, error, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    timeout: 600_000,
  });
  if (status === 0) {
    return undefined;
  }
  const reason = stderr.split('\n').find((line) => /^(E:|Error:)/.test(line));
  return reason ?? error?.message ?? `it ended with ${status ?? 'a signal'}`;
}
