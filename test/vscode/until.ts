/** Timeout in milliseconds. Only a busy machine needs more than a second. */
const TIMEOUT = 60_000;

/** Waits until a condition is true, and checks it every 50 ms. */
export async function until(condition: () => Promise<boolean>, what: string | (() => string)): Promise<void> {
  const end = Date.now() + TIMEOUT;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`Timed out waiting for: ${typeof what === 'string' ? what : what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
