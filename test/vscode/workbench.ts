import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findOrInstallChromium } from './chromium';
import { EMPTY_PAGE } from './front';
import type { VSCodeServer } from './server';

/** A headless Chromium with one window, which can show one workbench after another. */
export interface BrowserWindow {
  readonly page: Page;
  /** Shows the workbench of a server. Its start is not over yet when this returns. */
  show(server: VSCodeServer, options?: WorkbenchOptions): Promise<void>;
  /** Leaves the workbench, closes other windows and clears everything that was stored. Compiled scripts stay. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

interface WorkbenchOptions {
  /** What the workbench is told at its start, as `code` is by its command line. */
  readonly payload?: readonly (readonly [string, string])[];
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The folder on the server that is opened; none by default. */
  readonly folder?: string;
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
  // VS Code looks for updates and extensions on the internet, which has no place in a test. Aborting its requests one by
  // one instead would turn off the browser's cache.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

const VIEWPORT = { width: 1280, height: 800 };
const CLEARED = 'cookies,local_storage,indexeddb,service_workers,cache_storage,file_systems';

/** How long the browser may take to do one thing, in milliseconds. Only a machine that is busy elsewhere comes near it. */
const LONGEST_ACTION = 60_000;

/** Starts a browser; storage and clipboard are its own. */
export async function openBrowser(): Promise<BrowserWindow> {
  const browser: Browser = await chromium.launch({
    executablePath: findOrInstallChromium(console.log),
    args: ARGUMENTS,
    // Who is told to end does so at once; Chromium follows when the pipe to it breaks.
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const context = await browser.newContext({
    viewport: VIEWPORT,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(LONGEST_ACTION);
  const page = await context.newPage();
  return {
    page,
    show: async (server, options = {}) => {
      const payload = [['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...(options.payload ?? [])];
      const query = new URLSearchParams({
        payload: JSON.stringify(payload),
        ...(options.folder !== undefined && { folder: options.folder }),
      });
      await page.setViewportSize(options.viewport ?? VIEWPORT);
      await page.goto(`${server.url}?${query.toString()}`);
    },
    clear: () => clear(context, page),
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

/** Opens what a page shows in a second window beside it, as a person does who copies the address to a new tab. */
export async function openSecondWindow(first: Page): Promise<Page> {
  const page = await first.context().newPage();
  await page.goto(first.url());
  await untilStarted(page);
  return page;
}

/**
 * Runs in the page. In a headless Chromium, every page says that it has the focus, all the time. VS Code looks whether a
 * window has lost it in a timer, which is over when one that is set later ends.
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

/** Makes VS Code believe that the window lost the focus, at which it saves the state of the window, and regained it. */
export async function loseAndRegainFocus(page: Page): Promise<void> {
  await page.evaluate(LOSE_AND_REGAIN_FOCUS);
}

/** Waits until a window has started and knows its extensions. */
export async function untilStarted(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('code/didLoadExtensions').length > 0);
}
