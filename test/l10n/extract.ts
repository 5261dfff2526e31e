import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getL10nJson, type l10nJsonFormat } from '@vscode/l10n-dev';
import { format } from 'prettier';

const root = path.resolve(__dirname, '../..');

/** Name of the file with all texts of the source, which translators start from. */
export const BUNDLE = 'l10n/bundle.l10n.json';

/** Finds `l10n.t` behind other properties, as in `language.l10n.t(`. */
const BEHIND_PROPERTIES = /(?:this\.)?(?:#?\w+\.)+(?=l10n\.t\()/g;

/** Returns the content of the bundle: the texts in the source, as the extractor of VS Code finds them. */
export async function extractTexts(): Promise<string> {
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(root, 'src', file), 'utf8'));
  const texts = await getL10nJson([{ extension: '.ts', contents: asOneFile(files) }]);
  return bundleText(texts);
}

/** Returns a bundle in a stable order and in the format of the repository. */
function bundleText(texts: l10nJsonFormat): Promise<string> {
  const sorted = Object.entries(texts).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return format(JSON.stringify(Object.fromEntries(sorted)), { parser: 'json', printWidth: 120 });
}

/**
 * Returns source as one file whose `l10n` is imported from `vscode`, because the extractor doesn't find one that is
 * passed on, and takes long for each file.
 */
function asOneFile(files: readonly string[]): string {
  const direct = files.filter((text) => text.includes('l10n.t(')).map((text) => text.replaceAll(BEHIND_PROPERTIES, ''));
  const bodies = direct.map((text) =>
    text.replaceAll(/^import (?:type )?(?:\{[^}]*\}|\S+|\* as \S+) from '.*';$/gm, ''),
  );
  return ["import { l10n } from 'vscode';", ...bodies].join('\n');
}
