/** How long to wait, in milliseconds. It is a net: only a machine that is busy elsewhere needs more than a second. */
const LONGEST_WAIT = 60_000;

/** Waits until a condition holds, checking it again and again. */
export async function until(condition: () => Promise<boolean>, what: string | (() => string)): Promise<void> {
  const end = Date.now() + LONGEST_WAIT;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`Not in time: ${typeof what === 'string' ? what : what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
