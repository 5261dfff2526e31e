/** Waits until something holds, looking again and again, for 20 seconds at most. */
export async function until(condition: () => Promise<boolean>, what: string | (() => string)): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`Not in time: ${typeof what === 'string' ? what : what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
