/**
 * Parses a URL (WHATWG URL); returns undefined if the text isn't one. Replaces `URL.canParse`, whose result changes in
 * Node 20: V8's optimized call treats the Latin-1 bytes of a text such as `https://bücher.example` as UTF-8.
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
