import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { BUNDLE } from './extract';

const root = path.resolve(__dirname, '../..');

/** The languages of the extension besides English, as VS Code names them, which are those of MongoDB’s documentation. */
export const LANGUAGES = ['ja', 'ko', 'pt-br', 'zh-cn'] as const;

type LanguageId = (typeof LANGUAGES)[number];

/** The texts of a language: by their keys in the bundle, and by those of the manifest. */
export interface Texts {
  readonly bundle: Readonly<Record<string, string>>;
  readonly manifest: Readonly<Record<string, string>>;
}

const Texts = v.record(v.string(), v.string());
const EnglishTexts = v.record(
  v.string(),
  v.union([
    v.string(),
    v.pipe(
      v.object({ message: v.string() }),
      v.transform(({ message }) => message),
    ),
  ]),
);

/** Returns the files of a language. */
export function filesOf(language: LanguageId): { readonly bundle: string; readonly manifest: string } {
  return { bundle: `l10n/bundle.l10n.${language}.json`, manifest: `package.nls.${language}.json` };
}

/** Returns the texts in English. */
export function englishTexts(): Texts {
  return { bundle: read(BUNDLE, EnglishTexts), manifest: read('package.nls.json', Texts) };
}

/** Returns the texts in a language. */
export function textsIn(language: LanguageId): Texts {
  const { bundle, manifest } = filesOf(language);
  return { bundle: read(bundle, Texts), manifest: read(manifest, Texts) };
}

/** The translations of a term, any of which may be used. Only the stem of a word that has several forms. */
const Glossary = v.record(v.string(), v.union([v.string(), v.array(v.string())]));
export type Glossary = v.InferOutput<typeof Glossary>;

/** Returns the terms of the glossary, with their meanings. */
export function terms(): Readonly<Record<string, string>> {
  return read('l10n/glossary/terms.json', Texts);
}

export function glossaryOf(language: LanguageId): Glossary {
  return read(`l10n/glossary/${language}.json`, Glossary);
}

/** Returns the texts that may be the same as in English, such as names of products, by language; `*` is all of them. */
export function unchangedTexts(): Readonly<Record<string, readonly string[]>> {
  return read('l10n/glossary/unchanged.json', v.record(v.string(), v.array(v.string())));
}

function read<Schema extends v.GenericSchema>(file: string, schema: Schema): v.InferOutput<Schema> {
  return v.parse(v.pipe(v.string(), v.parseJson(), schema), readFileSync(path.join(root, file), 'utf8'));
}
