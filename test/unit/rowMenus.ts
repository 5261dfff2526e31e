import { read, sources } from './sources';

/** The kinds of fixes that the context value of a failure ends with. */
const FIXES = [...read('src/failures/fixCommand.ts').matchAll(/case '(\w+)':/g)].map(([, kind = '']) => kind);

/** All possible context values of rows: a prefix, followed by any combination of words. */
export const contextValues: readonly string[] = sources
  .filter(({ file }) => file.startsWith('src/tree/'))
  .flatMap(({ text }) => [...text.matchAll(/contextValue =([^;]+);/g)].map(([, value = '']) => value))
  .flatMap((value) => {
    const literals = [...value.replace(/ === '[^']*'/g, '').matchAll(/'([^']*)'/g)].map(([, literal = '']) => literal);
    if (value.includes('fix.kind')) {
      return literals.flatMap((literal) => FIXES.map((kind) => `${literal} ${kind}`));
    }
    const words = literals.filter((literal) => literal.startsWith(' '));
    const prefixes = literals.filter((literal) => /^\S/.test(literal));
    return words.reduce((values, word) => [...values, ...values.map((before) => before + word)], prefixes);
  });

/** Returns whether an entry is for rows with a context value. */
export function isRow(when: string): (value: string) => boolean {
  const [, quoted, plain] = /viewItem == (?:'([^']+)'|(\w+))/.exec(when) ?? [];
  const [, pattern] = /viewItem =~ \/(.+)\/(?: |$)/.exec(when) ?? [];
  return (value) => (pattern === undefined ? value === (quoted ?? plain) : new RegExp(pattern).test(value));
}
