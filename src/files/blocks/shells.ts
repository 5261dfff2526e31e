/** How a language with commands writes comments and texts. */
export interface Shell {
  /** The characters after which a command ends. */
  readonly separators: string;
  /** The character that takes the meaning of the next one. At the end of a line, the command continues after it. */
  readonly escape: '\\' | '`';
  /** Whether each quote starts a string, and each escape counts, rather than only those of a whole value. */
  readonly hasQuotesInWords: boolean;
  /** Whether `<<EOF` starts a text in the next line. */
  readonly hasHeredocs: boolean;
  /** Whether `@"` starts a text in the next line, and `<#` a comment. */
  readonly isPowerShell: boolean;
}

const BASE: Shell = {
  separators: '\n;|&',
  escape: '\\',
  hasQuotesInWords: true,
  hasHeredocs: false,
  isPowerShell: false,
};

export const SHELLS = {
  shell: { ...BASE, hasHeredocs: true },
  powershell: { ...BASE, escape: '`', isPowerShell: true },
  dotenv: { ...BASE, separators: '\n', hasQuotesInWords: false },
} as const satisfies Readonly<Record<string, Shell>>;
