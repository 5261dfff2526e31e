import { MarkdownString } from 'vscode';
import { markdownText } from '../text/sinks';

/** Returns plain lines, in which nothing is treated as Markdown, HTML or a link. */
export function markdown(lines: readonly string[]): MarkdownString {
  return new MarkdownString(markdownText(lines));
}
