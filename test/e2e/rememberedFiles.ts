import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from '../vscode/until';
import type { Product } from './product';

/** Waits until a file of remembered lists contains a text. */
export async function untilRemembered({ server }: Product, text: string): Promise<void> {
  await until(async () => {
    const files = await readdir(server.folder, { recursive: true });
    const remembered = files.filter((file) => path.basename(path.dirname(file)) === 'remembered');
    const texts = remembered.map((file) => readFile(path.join(server.folder, file), 'utf8').catch(() => ''));
    return (await Promise.all(texts)).some((written) => written.includes(text));
  }, `${text} to be remembered`);
}
