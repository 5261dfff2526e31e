import { Console } from 'node:console';
import { appendFileSync, writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';

/**
 * Runs Mocha in the extension host. Writes its output and result to the files in TEST_OUTPUT and TEST_RESULT, because
 * the console and the exit code of the host are not reliable.
 * @throws Error if a test fails
 */
export async function runMocha(files: readonly string[]): Promise<void> {
  const { TEST_OUTPUT, TEST_RESULT, TEST_GREP } = process.env;
  if (TEST_OUTPUT !== undefined) {
    const stdout = new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        appendFileSync(TEST_OUTPUT, chunk);
        done();
      },
    });
    globalThis.console = new Console({ stdout, stderr: stdout });
  }
  // Mocha uses the console that exists when it is loaded.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    color: true,
    ...(TEST_GREP !== undefined && { grep: TEST_GREP }),
  });
  files.forEach((file) => mocha.addFile(file));
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (TEST_RESULT !== undefined) {
    writeFileSync(TEST_RESULT, JSON.stringify({ ok: failures === 0 }));
  }
  if (failures > 0) {
    throw new Error(`${failures} tests failed`);
  }
}
