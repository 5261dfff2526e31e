import { BlockBuilder, type Block, type Blocks, type Entry } from './block';
import type { Dialect } from './dialects';
import { entriesIn } from './entries';
import { endOfComment, endOfHeredoc, endOfString } from './strings';

/** The maximum length of a header that is kept. */
const LONGEST_HEADER = 200;

/**
 * Returns the blocks of a language with brackets: each pair of `{}`, `[]` and `()` is one, and each text of several lines.
 * Takes linear time.
 */
export function bracketBlocks(text: string, dialect: Dialect): Blocks {
  const builder = new BlockBuilder(text.length);
  /** Where the current statement starts: after the last bracket, comma or newline. */
  let statement = 0;
  let at = 0;
  const openBlock = (start: number): void => {
    const from = Math.max(statement, start - LONGEST_HEADER);
    const header = text.slice(from, start).trimEnd();
    const trimmed = header.trimStart();
    builder.open(trimmed, start, from + header.length - trimmed.length);
  };
  const addStatement = (): void => {
    if (dialect.hasStatements && text[builder.current.start] === '{') {
      builder.addStatement();
    }
  };
  /** Adds a text, which doesn't belong to the keys around it. */
  const addText = (start: number, end: number): void => {
    builder.openText(start);
    builder.close(end);
  };
  while (at < text.length) {
    let next = at + 1;
    switch (text.charAt(at)) {
      case '{':
      case '[':
      case '(':
        openBlock(at);
        statement = next;
        break;
      case '}':
      case ']':
      case ')':
        builder.close(next);
        statement = next;
        break;
      case '\n':
      case ',':
        statement = next;
        break;
      case ';':
        addStatement();
        statement = next;
        break;
      case '=':
        if (!'=>'.includes(text.charAt(next)) && !'=!<>'.includes(text.charAt(at - 1))) {
          addStatement();
        }
        break;
      case '"':
      case "'":
      case '`':
        next = endOfString(text, at, dialect) ?? next;
        if (text.slice(at, next).includes('\n')) {
          addText(at, next);
        }
        break;
      case '#':
      case '/': {
        const end = endOfComment(text, at, dialect);
        if (end !== undefined) {
          builder.addComment(at, end);
          next = end;
        }
        break;
      }
      case '<': {
        const end = endOfHeredoc(text, at, dialect);
        if (end !== undefined) {
          addText(at, end);
          next = end;
        }
        break;
      }
    }
    at = next;
  }
  const entries = new Map<Block, readonly Entry[]>();
  return builder.done((block) => {
    const known = entries.get(block) ?? (block.isText ? [] : entriesIn(text, block, dialect));
    entries.set(block, known);
    return known;
  });
}
