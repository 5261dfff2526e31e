import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createCertificateAuthority } from '../atlas/certificates';
import { runIntegrationTests } from '../vscode/runIntegrationTests';

const root = path.resolve(__dirname, '../..');
const folder = path.join(root, 'out/integration');

/**
 * Runs this folder's tests in the extension host of one VS Code: `1.100`, `1.139` or `desktop`.
 * @param soak the number of actions of the soak test; if it is given, only the soak test runs
 */
async function main(version = '1.139', soak?: string): Promise<void> {
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
  await runIntegrationTests({
    version,
    extensionPath: root,
    testsPath: path.join(folder, 'index.js'),
    env: {
      ...(await certificates()),
      ...(soak !== undefined && { TEST_GREP: 'After many actions', SOAK_ACTIONS: soak }),
    },
    // VS Code 1.100 uses the certificates of the system instead of those of Node.js. Later versions use both.
    settings: version === '1.100' ? { 'http.systemCertificates': false } : {},
  });
}

/** Creates the test certificate authority first, because Node.js reads extra certificates when it starts. */
async function certificates(): Promise<Record<string, string>> {
  const authority = await createCertificateAuthority();
  const NODE_EXTRA_CA_CERTS = path.join(folder, 'authority.pem');
  const TEST_CERTIFICATE = path.join(folder, 'certificate.json');
  await writeFile(NODE_EXTRA_CA_CERTS, authority.cert);
  await writeFile(TEST_CERTIFICATE, JSON.stringify(await authority.issue(['atlas.invalid'])));
  return { NODE_EXTRA_CA_CERTS, TEST_CERTIFICATE };
}

main(process.argv[2], process.argv[3]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
