import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { BUNDLE, extractTexts } from './extract';

/** Writes the bundle with all texts of the source. */
async function main(): Promise<void> {
  writeFileSync(path.resolve(__dirname, '../..', BUNDLE), await extractTexts());
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
