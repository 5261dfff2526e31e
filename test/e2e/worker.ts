import Mocha from 'mocha';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { startRig, type Rig } from './rig';

/** Timeout of a test in milliseconds. It catches only tests that hang: on an idle machine, none takes a tenth of it. */
const LONGEST_TEST = 180_000;

/**
 * Runs tests of a folder in one VS Code: `worker.ts version folder part/parts [grep]`.
 * @param part runs every file whose position in the folder, modulo the number of parts, belongs to this part
 * @param grep runs only the tests whose titles contain it
 */
async function main([version = '', folder = '', part = '1/1', grep]: readonly string[]): Promise<void> {
  if (version !== '1.100' && version !== '1.139') {
    throw new Error(`There is no VS Code ${version} to test with`);
  }
  const rig: Rig = await startRig(version);
  const mocha = new Mocha({ timeout: LONGEST_TEST, color: false, ...(grep !== undefined && { grep }) });
  mocha.rootHooks({
    beforeAll(this: Mocha.Context) {
      this.rig = rig;
    },
  });
  const [number = 1, parts = 1] = part.split('/').map(Number);
  readdirSync(path.join(__dirname, folder))
    .filter((file) => file.endsWith('.test.ts'))
    .filter((_file, index) => index % parts === number - 1)
    .forEach((file) => mocha.addFile(path.join(__dirname, folder, file)));
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  await rig.stop();
  process.exit(failures === 0 ? 0 : 1);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
