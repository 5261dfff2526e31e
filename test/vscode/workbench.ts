import { chromium, type Browser, type Page } from 'playwright-core';
import { findOrInstallChromium } from './chromium';
import type { VSCodeServer } from './server';

/** A window of VS Code in a headless Chromium. */
export interface Workbench {
  readonly page: Page;
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  /** What the workbench is told at its start, as `code` is by its command line. */
  readonly payload?: readonly (readonly [string, string])[];
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The folder on the server that is opened; none by default. */
  readonly folder?: string;
  /** Called with the page before it loads anything. */
  readonly prepare?: (page: Page) => Promise<void>;
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
];

const LOCAL = /^(127\.0\.0\.1|localhost|.*\.localhost)$/;

/** Opens a new window; storage and clipboard are its own. Waits until the workbench has started. */
export async function openWorkbench(server: VSCodeServer, options: WorkbenchOptions = {}): Promise<Workbench> {
  const browser: Browser = await chromium.launch({
    executablePath: findOrInstallChromium(console.log),
    args: ARGUMENTS,
    // Who is told to end does so at once; Chromium follows when the pipe to it breaks.
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  // VS Code looks for updates and extensions in the world, which has no place in a test.
  await context.route(
    (url) => /^https?:$/.test(url.protocol) && !LOCAL.test(url.hostname),
    (route) => route.abort(),
  );
  const page = await context.newPage();
  await options.prepare?.(page);
  const payload = [['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...(options.payload ?? [])];
  const query = new URLSearchParams({
    payload: JSON.stringify(payload),
    ...(options.folder !== undefined && { folder: options.folder }),
  });
  await page.goto(`${server.url}?${query.toString()}`);
  return { page, close: () => browser.close() };
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

/** Goes from another window to this one. */
export async function switchTo(page: Page): Promise<void> {
  await page.bringToFront();
  await page.evaluate(LOSE_AND_REGAIN_FOCUS);
}

/** Waits until a window has started and knows its extensions. */
export async function untilStarted(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('code/didLoadExtensions').length > 0);
}
