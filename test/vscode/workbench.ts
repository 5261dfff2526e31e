import { chromium, type Browser, type BrowserContext, type Disposable, type Page } from 'playwright-core';
import { findOrInstallChromium } from './chromium';
import { EMPTY_PAGE } from './front';
import type { VSCodeServer } from './server';

/** A headless Chromium window that shows one workbench at a time. */
export interface BrowserWindow {
  readonly page: Page;
  /** Navigates to the workbench of a server. Returns before the workbench has started. */
  show(server: VSCodeServer, options?: WorkbenchOptions): Promise<void>;
  /** Leaves the workbench, closes other windows and clears all storage except for compiled scripts. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

interface WorkbenchOptions {
  /** Options of the workbench, like the command-line arguments of `code`. */
  readonly payload?: readonly (readonly [string, string])[];
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The folder to open on the server. None by default. */
  readonly folder?: string;
  /** The display language as extensions get it. The workbench itself stays English, because it has no language pack. */
  readonly language?: string;
}

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--font-render-hinting=none',
  // A window runs for seconds, so optimizing its scripts costs more time than it saves: a tenth of all.
  '--js-flags=--max-lazy --no-opt --no-maglev --single-threaded-gc',
  // Tests must not search for updates and extensions on the internet. Aborting each request instead would disable the
  // browser's cache.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

const VIEWPORT = { width: 1280, height: 800 };
const CLEARED = 'cookies,local_storage,indexeddb,service_workers,cache_storage,file_systems';

/** Timeout for a browser action in milliseconds. Only a busy machine comes close to it. */
const ACTION_TIMEOUT = 60_000;

/** Starts a browser with its own storage and clipboard. */
export async function openBrowser(): Promise<BrowserWindow> {
  const browser: Browser = await chromium.launch({
    executablePath: findOrInstallChromium(console.log),
    args: ARGUMENTS,
    // Playwright must not handle these signals. Chromium ends when the pipe to it breaks.
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const context = await browser.newContext({
    viewport: VIEWPORT,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(ACTION_TIMEOUT);
  const page = await context.newPage();
  let displayLanguage: Disposable | undefined;
  return {
    page,
    show: async (server, options = {}) => {
      const payload = [['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...(options.payload ?? [])];
      const query = new URLSearchParams({
        payload: JSON.stringify(payload),
        ...(options.folder !== undefined && { folder: options.folder }),
      });
      await page.setViewportSize(options.viewport ?? VIEWPORT);
      if (options.language !== undefined) {
        displayLanguage = await page.addInitScript(
          `globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(options.language)}`,
        );
      }
      await page.goto(`${server.url}?${query.toString()}`);
    },
    clear: async () => {
      await displayLanguage?.dispose();
      displayLanguage = undefined;
      await clear(context, page);
    },
    close: () => browser.close(),
  };
}

async function clear(context: BrowserContext, page: Page): Promise<void> {
  for (const other of context.pages()) {
    if (other !== page) {
      await other.close();
    }
  }
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  await page.emulateMedia({ reducedMotion: null });
  const { origin } = new URL(page.url());
  await page.goto(`${origin}/${EMPTY_PAGE}`);
  await page.evaluate("sessionStorage.clear(); navigator.clipboard.writeText('')");
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: CLEARED });
  await session.detach();
}

/** Opens the URL of a page in a second window. */
export async function openSecondWindow(first: Page): Promise<Page> {
  const page = await first.context().newPage();
  await page.goto(first.url());
  await untilStarted(page);
  return page;
}

/**
 * Runs in the page. In a headless Chromium, every page always has the focus. VS Code checks in a timer whether a window
 * lost the focus. That timer has fired when the later timer of this script fires.
 */
const LOSE_AND_REGAIN_FOCUS = `(async () => {
  document.hasFocus = () => false;
  window.dispatchEvent(new Event('blur'));
  await new Promise((done) => setTimeout(done));
  delete document.hasFocus;
  window.dispatchEvent(new Event('focus'));
})()`;

/** Switches from another window to this one. */
export async function switchTo(page: Page): Promise<void> {
  await page.bringToFront();
  await loseAndRegainFocus(page);
}

/** Simulates losing and regaining the focus, which makes VS Code save the state of the window. */
export async function loseAndRegainFocus(page: Page): Promise<void> {
  await page.evaluate(LOSE_AND_REGAIN_FOCUS);
}

/** Waits until a window has started and loaded its extensions. */
export async function untilStarted(page: Page): Promise<void> {
  await page.waitForFunction(
    () => performance.getEntriesByName('code/didLoadExtensions').length > 0,
    undefined,
    // By default, the page draws a frame for each attempt, 60 times per second.
    { polling: 50 },
  );
}
