import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '../..');

/** Returns the text of a file in the repository. */
export const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The source files of the extension. */
export const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file: path.posix.join('src', file.replaceAll('\\', '/')), text: read(path.join('src', file)) }));
