import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Product } from './product';

/** Contains a folder for each failing test. */
export const FAILURES = path.resolve(__dirname, '../../out/failures');

/** Saves evidence of a failure: a screenshot, VS Code's logs with the extension's channel, and the requests to Atlas. */
export async function saveEvidence(product: Product, version: string, title: string): Promise<void> {
  const folder = path.join(FAILURES, `${version}-${title.replace(/\W+/g, '-').slice(0, 100)}`);
  await mkdir(folder, { recursive: true });
  await product.page.screenshot({ path: path.join(folder, 'screenshot.png') });
  const { requests } = product.simulator;
  const lines = requests.map(
    ({ method, path: target, status, isAbandoned }) =>
      `${method} ${target} → ${status ?? (isAbandoned ? 'abandoned' : 'no response')}`,
  );
  await writeFile(path.join(folder, 'requests.txt'), lines.join('\n'));
  await writeFile(path.join(folder, 'console.txt'), product.console().join('\n'));
  const logs = path.join(product.server.folder, 'data/logs');
  const runs = await readdir(logs);
  for (const run of runs) {
    await cp(path.join(logs, run), path.join(folder, 'logs', run), { recursive: true });
  }
}
