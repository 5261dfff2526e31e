/** How a language with brackets writes comments and strings. */
export interface Dialect {
  readonly hashComments: boolean;
  readonly slashComments: boolean;
  /** The characters that start a string. */
  readonly quotes: string;
  /** Whether a string may contain `${…}` with further strings. */
  readonly hasTemplates: boolean;
  /** Whether three quotes start a string of several lines. */
  readonly hasTripleQuotes: boolean;
  readonly hasHeredocs: boolean;
  /** Whether `{` can start statements, which have assignments. An object has its values after colons. */
  readonly hasStatements: boolean;
}

const BASE: Dialect = {
  hashComments: false,
  slashComments: true,
  quotes: '"',
  hasTemplates: false,
  hasTripleQuotes: false,
  hasHeredocs: false,
  hasStatements: false,
};

export const DIALECTS = {
  hcl: { ...BASE, hashComments: true, hasTemplates: true, hasHeredocs: true },
  json: BASE,
  code: { ...BASE, quotes: '"\'`', hasTripleQuotes: true, hasStatements: true },
  python: { ...BASE, hashComments: true, slashComments: false, quotes: '"\'', hasTripleQuotes: true },
} as const satisfies Readonly<Record<string, Dialect>>;
