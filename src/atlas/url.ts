/**
 * Returns the URL that a text is (WHATWG URL), or undefined. Unlike `URL.canParse`, it says the same each time: in Node 20,
 * V8's optimized call of that function takes the Latin-1 bytes of a text such as `https://bücher.example` for UTF-8.
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
