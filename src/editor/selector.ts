import type { DocumentSelector } from 'vscode';
import { FILE_ENDINGS, LANGUAGES } from '../files/syntax';

/** The characters after which VS Code requests completions. The space is for `--bucketId`. */
export const TRIGGERS = ['"', "'", ':', '=', ' '] as const;

/**
 * Selects the documents whose IDs are explained. Most are selected by file name, because VS Code itself has no language
 * for Terraform, and two extensions contribute one.
 */
export function selector(): DocumentSelector {
  const endings = Object.values(FILE_ENDINGS).flat();
  const languages = Object.values(LANGUAGES).flat();
  return [{ pattern: `**/*.{${endings.join(',')}}` }, ...languages.map((language) => ({ language }))];
}
