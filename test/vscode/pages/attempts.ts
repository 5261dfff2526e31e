import { errors, type Locator, type Page } from 'playwright-core';

/** Runs in the page. Returns how many clicks the page has received since its first call. */
const COUNT_CLICKS = `(() => {
  if (globalThis.receivedClicks === undefined) {
    globalThis.receivedClicks = 0;
    document.addEventListener('click', () => { globalThis.receivedClicks += 1; }, true);
  }
  return globalThis.receivedClicks;
})()`;

/** Returns whether an attempt succeeds before its timeout. */
export function succeeds(attempt: Promise<void>): Promise<boolean> {
  return attempt.then(
    () => true,
    (error: unknown) => {
      if (error instanceof errors.TimeoutError) {
        return false;
      }
      throw error;
    },
  );
}

/**
 * Clicks an element unless that takes longer than the timeout.
 * @throws TimeoutError if the page received no click, so that another attempt never clicks twice. Playwright also throws
 * one if a busy page responds late to a click that it received.
 */
export async function clickOnce(page: Page, element: Locator, timeout: number): Promise<void> {
  const before = await page.evaluate<number>(COUNT_CLICKS);
  try {
    await element.click({ timeout });
  } catch (error) {
    if (before === (await page.evaluate<number>(COUNT_CLICKS))) {
      throw error;
    }
  }
}
