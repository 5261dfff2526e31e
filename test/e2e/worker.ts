import Mocha from 'mocha';
import { nextFiles } from './nextFile';
import { startRig, type Rig } from './rig';

/** Timeout of a test in milliseconds. It catches only tests that hang: on an idle machine, none takes a tenth of it. */
const LONGEST_TEST = 180_000;

/**
 * Runs the test files that the parent process names, in one VS Code: `worker.ts version [grep]`.
 * @param grep runs only the tests whose titles contain it
 */
async function main([version = '', grep]: readonly string[]): Promise<void> {
  if (version !== '1.100' && version !== '1.139') {
    throw new Error(`There is no VS Code ${version} to test with`);
  }
  const rig: Rig = await startRig(version);
  let failures = 0;
  for await (const file of nextFiles()) {
    const mocha = new Mocha({ timeout: LONGEST_TEST, color: false, ...(grep !== undefined && { grep }) });
    mocha.rootHooks({
      beforeAll(this: Mocha.Context) {
        this.rig = rig;
      },
    });
    mocha.addFile(file);
    failures += await new Promise<number>((resolve) => {
      mocha.run(resolve);
    });
  }
  await rig.stop();
  process.exit(failures === 0 ? 0 : 1);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
