/** A part of a text. A token without a kind is plain text. */
export interface Token {
  readonly text: string;
  readonly kind?: TokenKind;
}

const KINDS = ['comment', 'string', 'keyword', 'name'] as const;
type TokenKind = (typeof KINDS)[number];

/** Covers only what the generated snippets use. Server text occurs only inside their strings. */
const GRAMMARS: ReadonlyMap<string, RegExp> = new Map([
  [
    'shellscript',
    new RegExp(
      [
        String.raw`(?<string>'[^']*'|"(?:\\[^]|\$\([^)]*\)|[^"\\])*")`,
        String.raw`(?<name>\$\{\w+\}|(?<=\s)--?[a-zA-Z][\w-]*|^\w+(?==))`,
        String.raw`(?<keyword>(?<=^(?:\w+=(?:'[^']*'|\S)+ )?|\| |\$\()[a-z]\w*(?= ))`,
      ].join('|'),
      'gm',
    ),
  ],
  [
    'terraform',
    new RegExp(
      [
        String.raw`(?<comment>#.*)`,
        String.raw`(?<string>"(?:\\.|[^"\\])*")`,
        String.raw`(?<keyword>^[a-z]+(?=.*\{$)|\btrue$)`,
        String.raw`(?<name>(?<=^ *)\w+(?= *=))`,
      ].join('|'),
      'gm',
    ),
  ],
  ['json', /(?<name>"(?:\\.|[^"\\])*"(?=:))|(?<string>"(?:\\.|[^"\\])*")/g],
  ['go', /(?<string>"(?:\\.|[^"\\])*")|(?<keyword>\b(?:package|import|func|if|nil)\b)|(?<name>\b[A-Za-z]\w*(?=\())/g],
]);

/**
 * Splits a text into tokens for syntax highlighting. Joined, the tokens are the text.
 * @param language a VS Code language ID; a text in an unknown language is one token
 */
export function tokens(text: string, language: string): Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(GRAMMARS.get(language) ?? /$^/g)) {
    const kind = KINDS.find((candidate) => match.groups?.[candidate] !== undefined);
    found.push({ text: text.slice(end, match.index) });
    found.push(
      ...(kind === 'string' && language === 'shellscript' ? withVariables(match[0]) : [tokenOf(match[0], kind)]),
    );
    end = match.index + match[0].length;
  }
  return [...found, { text: text.slice(end) }].filter((token) => token.text !== '');
}

function tokenOf(text: string, kind: TokenKind | undefined): Token {
  return kind === undefined ? { text } : { text, kind };
}

/** Splits a double-quoted string at its variables, which the shell expands. */
function withVariables(quoted: string): Token[] {
  return quoted.startsWith("'")
    ? [{ text: quoted, kind: 'string' }]
    : quoted.split(/(\$\{\w+\})/).map((text, index): Token => ({ text, kind: index % 2 === 0 ? 'string' : 'name' }));
}
