import type { Glossary } from './languages';

/** A text and its translation. */
export interface Pair {
  readonly key: string;
  readonly english: string;
  readonly translated: string;
}

/**
 * Names that stay in English, because Atlas, the clouds and settings have no others. A term of the glossary within them
 * isn't translated.
 */
const NAMES = [
  ...['Project Read Only', 'Project Backup Manager', 'Cloud Backup', 'Atlas Export Buckets:', 'Atlas for Government'],
  ...['Export Buckets for MongoDB Atlas', 'Storage Blob Delegator', 'Storage Blob Data Contributor'],
  ...['Storage Object User', 'AWS IAM', 'VS Code', 'MongoDB', 'Terraform', 'Atlas CLI', 'AWS', 'ARN', 'JSON', 'ID'],
];

/** Parts that are the same in all languages: code, commands, icons, identifiers, web addresses. */
const CODE = [
  /\{\d+\}/g,
  /\$\([\w~-]+\)/g,
  /\]\((?:command:|https:)[^)]*\)/g,
  /\bhttps?:\/\/[^\s)]+[^\s).,;]/g,
  /`[^`]+`/g,
  /\bid:secret\b|\bkms:GenerateDataKey\b|\bhttp\.proxy\b|\bno_auth\b|\bmdb_sa_id_/g,
  /\b[A-Z][A-Z_]*_(?:[A-Z_]+|\*|…)/g,
  /\batlasExportBuckets\.\w+/g,
];

/** Returns which keys of English are missing in a translation, and which ones it has in addition. */
export function keyProblems(english: Readonly<Record<string, string>>, keys: readonly string[]): string[] {
  return [
    ...Object.keys(english).flatMap((key) => (keys.includes(key) ? [] : [`is missing: ${key}`])),
    ...keys.flatMap((key) => (Object.hasOwn(english, key) ? [] : [`is no text of this version: ${key}`])),
  ];
}

/** Returns the parts that must be the same in a translation, and aren't. */
export function codeProblems({ english, translated }: Pair): string[] {
  const problems = CODE.flatMap((code) => {
    const [ours, theirs] = [english, translated].map((text) =>
      JSON.stringify([...text.matchAll(code)].map(String).sort()),
    );
    return ours === theirs ? [] : [`has ${theirs ?? ''} instead of ${ours ?? ''}`];
  });
  const names = NAMES.filter((name) => namePattern(name).test(english) && !translated.includes(name));
  return [
    ...problems,
    ...names.map((name) => `lacks the name ${name}`),
    ...(english.endsWith('…') === translated.endsWith('…')
      ? []
      : ['differs in the ellipsis that says that input follows']),
    ...(translated === translated.trim() && translated !== '' ? [] : ['is empty, or has spaces around it']),
  ];
}

/** Returns the terms of a text whose translations, as the glossary has them, the translation doesn't contain. */
export function termProblems({ english, translated }: Pair, glossary: Glossary): string[] {
  const plain = [...CODE, ...NAMES.map(namePattern)].reduce((text, part) => text.replaceAll(part, ' '), english);
  // In "export bucket", "export" is no term of its own.
  const longestFirst = Object.keys(glossary).toSorted((one, other) => other.length - one.length);
  let rest = plain;
  return longestFirst.flatMap((term) => {
    if (!hasWord(rest, term)) {
      return [];
    }
    rest = rest.replaceAll(wordPattern(term), ' ');
    const allowed = [glossary[term] ?? []].flat();
    const lower = translated.toLowerCase();
    return allowed.some((one) => lower.includes(one.toLowerCase()))
      ? []
      : [`has no translation of “${term}” (${allowed.join(', ')})`];
  });
}

function hasWord(text: string, word: string): boolean {
  return wordPattern(word).test(text);
}

function namePattern(name: string): RegExp {
  return new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'g');
}

function wordPattern(word: string): RegExp {
  return new RegExp(`(?<![\\w-])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:s|es)?(?![\\w-])`, 'gi');
}

/** Returns that a translation is the same as the English text, unless it has no words or is listed. */
export function sameProblems({ english, translated }: Pair, unchanged: readonly string[]): string[] {
  const words = CODE.reduce((text, code) => text.replaceAll(code, ''), english);
  return english === translated && /\p{Letter}/u.test(words) && !unchanged.includes(english) ? ['is in English'] : [];
}

/** Where a translation must fit in the place of the English text, it may be this much wider. */
const WIDEST = 1.6;
/** How many columns a short translation may be wider. */
const SPARE = 8;

/** Returns that a translation may be cut where space is tight. */
export function widthProblems({ english, translated }: Pair): string[] {
  const most = Math.max(WIDEST * columns(english), columns(english) + SPARE);
  return columns(translated) <= most ? [] : [`takes ${columns(translated)} columns, at most ${Math.floor(most)} fit`];
}

/** Returns the width of a text, where a character of Chinese, Japanese or Korean takes two columns. */
function columns(text: string): number {
  return Array.from(text).reduce(
    (sum, character) => sum + (/[\u1100-\u11FF\u2E80-\uD7AF\uF900-\uFAFF\uFF00-\uFF60]/.test(character) ? 2 : 1),
    0,
  );
}
