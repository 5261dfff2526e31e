import { BlockBuilder, type Block, type Blocks, type Entry } from './block';
import type { Dialect } from './dialects';
import { entriesIn } from './entries';
import { endOfComment, endOfHeredoc, endOfString } from './strings';

/** The maximum length of a header that is kept. */
const LONGEST_HEADER = 200;

/**
 * Returns the blocks of a language with brackets: each pair of `{}`, `[]` and `()` is one, and each heredoc. Takes linear
 * time.
 */
export function bracketBlocks(text: string, dialect: Dialect): Blocks {
  const builder = new BlockBuilder(text.length);
  /** Where the current statement starts: after the last bracket, comma or newline. */
  let statement = 0;
  let at = 0;
  while (at < text.length) {
    let next = at + 1;
    switch (text.charAt(at)) {
      case '{':
      case '[':
      case '(':
        builder.open(text.slice(Math.max(statement, at - LONGEST_HEADER), at).trim(), at);
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
      case ';':
        statement = next;
        break;
      case '"':
      case "'":
      case '`':
        next = endOfString(text, at, dialect) ?? next;
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
          // What is written in it doesn't belong to the keys around it.
          builder.open('', at);
          builder.close(end);
          next = end;
        }
        break;
      }
    }
    at = next;
  }
  const entries = new Map<Block, readonly Entry[]>();
  return builder.done((block) => {
    const known = entries.get(block) ?? entriesIn(text, block, dialect);
    entries.set(block, known);
    return known;
  });
}
