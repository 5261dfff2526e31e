import Mocha from 'mocha';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { findOrInstallChromium } from '../vscode/chromium';
import { installVSCode } from '../vscode/install';

/** Runs this folder's tests; with arguments, those whose names hold the first one. */
async function main([grep]: readonly string[]): Promise<void> {
  // What has to be installed first may take longer than a test may.
  findOrInstallChromium(console.log);
  await installVSCode('1.139', path.resolve(__dirname, '../..'));
  const mocha = new Mocha({ timeout: 60_000, ...(grep !== undefined && { grep }) });
  readdirSync(__dirname)
    .filter((file) => file.endsWith('.test.ts'))
    .forEach((file) => mocha.addFile(path.join(__dirname, file)));
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  process.exit(failures === 0 ? 0 : 1);
}

void main(process.argv.slice(2));
