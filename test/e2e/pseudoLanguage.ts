import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { getL10nPseudoLocalized } from '@vscode/l10n-dev';
import { englishTexts, type Texts } from '../l10n/languages';
import type { Rig } from './rig';

/** The identifier that VS Code has for a pseudo language. */
export const PSEUDO = 'qps-ploc';

/**
 * Returns every text of the extension in a pseudo language: a third longer, and without any letter of English. So texts
 * that can't be translated stand out, and those that are cut where space is tight.
 */
export function pseudoTexts(): Texts {
  const { bundle, manifest } = englishTexts();
  return { bundle: pseudo(bundle), manifest: pseudo(manifest) };
}

function pseudo(texts: Readonly<Record<string, string>>): Record<string, string> {
  const translated = getL10nPseudoLocalized({ ...texts });
  return Object.fromEntries(
    Object.entries(translated).map(([key, text]) => [key, typeof text === 'string' ? text : text.message]),
  );
}

/** Adds the pseudo language to the installed extension. Returns how to remove it. */
export async function installPseudoLanguage({ extensionsFolder }: Rig): Promise<() => Promise<void>> {
  const [extension = ''] = (await readdir(extensionsFolder)).filter((name) => name.includes('atlas-export-buckets'));
  const texts = pseudoTexts();
  const files = [
    [`l10n/bundle.l10n.${PSEUDO}.json`, texts.bundle],
    [`package.nls.${PSEUDO}.json`, texts.manifest],
  ] as const;
  const paths = files.map(([file]) => path.join(extensionsFolder, extension, file));
  await mkdir(path.join(extensionsFolder, extension, 'l10n'), { recursive: true });
  for (const [index, [, content]] of files.entries()) {
    await writeFile(paths[index] ?? '', JSON.stringify(content));
  }
  return async () => {
    await Promise.all(paths.map((file) => rm(file)));
  };
}
