import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runMocha } from '../vscode/mochaInHost';

/** What the extension host is told to run: every file of tests that lies beside this one. */
export function run(): Promise<void> {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.js'));
  return runMocha(files.map((file) => path.join(__dirname, file)));
}
