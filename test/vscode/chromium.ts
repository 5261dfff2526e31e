import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const USUAL_PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((variable) => {
    const folder = process.env[variable];
    return folder === undefined
      ? []
      : [
          path.join(folder, 'Google/Chrome/Application/chrome.exe'),
          path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ];
  }),
};

/**
 * A Chromium that is on this machine, or that is installed now: by the system's packages where that needs no question,
 * else by Playwright's download.
 * @throws Error that says what to do
 */
export function findOrInstallChromium(say: (message: string) => void): string {
  const found = findChromium();
  if (found !== undefined) {
    return found;
  }
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    say('installing Chromium with apt-get');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  }
  const installed = findChromium();
  if (installed !== undefined) {
    return installed;
  }
  say('downloading Chromium with Playwright');
  run(process.execPath, [path.resolve('node_modules/playwright-core/cli.js'), 'install', 'chromium']);
  const downloaded = findChromium();
  if (downloaded === undefined) {
    throw new Error('No Chromium could be found or installed. Install one, or set CHROME_PATH to one.');
  }
  return downloaded;
}

function findChromium(): string | undefined {
  const { CHROME_PATH, PATH = '' } = process.env;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return [
    ...(CHROME_PATH === undefined ? [] : [CHROME_PATH]),
    ...ON_PATH.flatMap((name) => PATH.split(path.delimiter).map((folder) => path.join(folder, name + suffix))),
    ...(USUAL_PLACES[process.platform] ?? []),
    chromium.executablePath(),
  ].find((file) => existsSync(file));
}

function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 600_000,
  });
}
