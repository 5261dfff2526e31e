import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runIntegrationTests } from '../vscode/runIntegrationTests';

const root = path.resolve(__dirname, '../..');
const folder = path.join(root, 'out/integration');

/** Runs this folder's tests in the extension host of one VS Code: `1.100`, `1.139` or `desktop`. */
async function main(version = '1.139'): Promise<void> {
  if (version !== '1.100' && version !== '1.139' && version !== 'desktop') {
    throw new Error(`There is no VS Code ${version} to test with`);
  }
  await build({
    entryPoints: readdirSync(__dirname)
      .filter((file) => file === 'index.ts' || file.endsWith('.test.ts'))
      .map((file) => path.join(__dirname, file)),
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  await runIntegrationTests({ version, extensionPath: root, testsPath: path.join(folder, 'index.js') });
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
