import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runMocha } from '../vscode/mochaInHost';

/** Runs all test files in this folder, in the extension host. */
export function run(): Promise<void> {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.js'));
  return runMocha(files.map((file) => path.join(__dirname, file)));
}
