/** A part of a text and what it is there; a part without a kind is like any other. */
export interface Token {
  readonly text: string;
  readonly kind?: TokenKind;
}

const KINDS = ['comment', 'string', 'keyword', 'name'] as const;
type TokenKind = (typeof KINDS)[number];

/** As much of each language as our own texts use, which are generated and hold nothing surprising outside strings. */
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
  ['go', /(?<string>"(?:\\.|[^"\\])*")|(?<keyword>\b(?:package|import|func|if|nil)\b)|(?<name>\b[A-Za-z]\w*(?=\())/g],
]);

/**
 * Takes a text apart for its colors; together the parts are the text.
 * @param language as VS Code names it; any other than the three that are known is one part
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

/** Between double quotes the shell puts in what variables hold. */
function withVariables(quoted: string): Token[] {
  return quoted.startsWith("'")
    ? [{ text: quoted, kind: 'string' }]
    : quoted.split(/(\$\{\w+\})/).map((text, index): Token => ({ text, kind: index % 2 === 0 ? 'string' : 'name' }));
}
