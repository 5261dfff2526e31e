import { BlockBuilder, type Blocks } from './block';

/** Returns the lines of a text, each as a block. */
export function lineBlocks(text: string): Blocks {
  const builder = new BlockBuilder(text.length);
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    builder.open('', start);
    builder.close(end);
    start = end + 1;
  }
  return builder.done(() => []);
}

/**
 * Returns the commands of a shell script, each as a block. A command continues after a backslash (in PowerShell a
 * backtick) at the end of a line, and within quotes. Takes linear time.
 */
export function commandBlocks(text: string): Blocks {
  const builder = new BlockBuilder(text.length);
  let quote = '';
  let commandStart = 0;
  const endCommand = (end: number): void => {
    if (end > commandStart) {
      builder.open('', commandStart);
      builder.close(end);
    }
    commandStart = end + 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if ((character === '\\' && quote !== "'") || (character === '`' && /[\r\n]/.test(text.charAt(at + 1)))) {
      at += text[at + 1] === '\r' ? 2 : 1;
    } else if (quote !== '') {
      quote = character === quote ? '' : quote;
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '#' && /^\s?$/.test(text.charAt(at - 1))) {
      const newline = text.indexOf('\n', at);
      const end = newline === -1 ? text.length : newline;
      builder.addComment(at, end);
      at = end - 1;
    } else if (character === '\n' || character === ';' || character === '|' || character === '&') {
      endCommand(at);
    }
  }
  endCommand(text.length);
  return builder.done(() => []);
}
