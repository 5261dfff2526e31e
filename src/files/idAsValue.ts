import type { Syntax } from './syntax';

/** The number of characters before a value that can contain a flag. */
const LONGEST_FLAG = 100;

/**
 * Returns an ID as a value of a language: as a string, except where a plain word is one.
 * @param before the text before the value, with the quote if it has one
 */
export function idAsValue(id: string, before: string, syntax: Syntax): string {
  if (/["'`]$/.test(before) || /\s--?[\w-]+[\s=]+$/.test(before.slice(-LONGEST_FLAG))) {
    return id;
  }
  switch (syntax) {
    case 'shell':
    case 'dotenv':
    case 'text':
      return id;
    case 'yaml': {
      // YAML would read some IDs as numbers, and a key without a space after its colon as a part of the value.
      const value = /^\d+(?:e\d+)?$/.test(id) ? `"${id}"` : id;
      return before.endsWith(':') ? ` ${value}` : value;
    }
    case 'hcl':
    case 'json':
    case 'code':
    case 'python':
    case 'powershell':
      return `"${id}"`;
  }
}
