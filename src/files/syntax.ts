const SYNTAXES = ['hcl', 'json', 'code', 'python', 'yaml', 'shell', 'powershell', 'dotenv', 'text'] as const;

/** How the values of a file belong together. */
export type Syntax = (typeof SYNTAXES)[number];

/** Returns whether a file has commands or lines, rather than keys with values. */
export function hasCommands(syntax: Syntax): boolean {
  return syntax === 'shell' || syntax === 'powershell' || syntax === 'dotenv' || syntax === 'text';
}

/** The endings of file names by syntax. VS Code has no language of its own for most of them. */
export const FILE_ENDINGS: Readonly<Record<Syntax, readonly string[]>> = {
  hcl: ['tf', 'tfvars', 'hcl', 'tofu'],
  json: ['json', 'jsonc', 'tfstate', 'tfstate.backup', 'ipynb'],
  code: ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'go', 'java', 'kt', 'kts', 'cs', 'fs'],
  python: ['py'],
  yaml: ['yaml', 'yml', 'template'],
  shell: ['sh', 'bash', 'zsh'],
  powershell: ['ps1'],
  dotenv: ['env'],
  text: ['log', 'txt', 'md', 'csv', 'out'],
};

/** The languages of VS Code and its extensions by syntax, for documents without a file name. */
export const LANGUAGES: Readonly<Record<Syntax, readonly string[]>> = {
  hcl: ['terraform', 'terraform-vars', 'hcl', 'opentofu', 'opentofu-vars'],
  json: ['json', 'jsonc', 'jsonl'],
  code: ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'go', 'java', 'kotlin', 'csharp', 'fsharp'],
  python: ['python'],
  yaml: ['yaml', 'dockercompose', 'helm'],
  shell: ['shellscript', 'dockerfile', 'makefile'],
  powershell: ['powershell'],
  dotenv: ['dotenv'],
  text: ['plaintext', 'log', 'markdown'],
};

const BY_ENDING = byName(FILE_ENDINGS);
const BY_LANGUAGE = byName(LANGUAGES);

/**
 * Returns the syntax of a document.
 * @param path the path of the document
 * @param text the start of its text, because CloudFormation templates are JSON or YAML
 */
export function syntaxOf(path: string, languageId: string, text: string): Syntax {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const ending = name.endsWith('.tfstate.backup') ? 'tfstate.backup' : name.slice(name.lastIndexOf('.') + 1);
  const syntax = BY_ENDING.get(ending) ?? BY_LANGUAGE.get(languageId) ?? 'text';
  // A Helm template starts with `{{`.
  return syntax === 'yaml' && /^\s*(?:\{(?!\{)|\[)/.test(text.slice(0, 200)) ? 'json' : syntax;
}

function byName(names: Readonly<Record<Syntax, readonly string[]>>): ReadonlyMap<string, Syntax> {
  return new Map(SYNTAXES.flatMap((syntax) => names[syntax].map((name) => [name, syntax])));
}
