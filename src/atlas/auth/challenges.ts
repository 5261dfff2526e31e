/** One challenge of a `WWW-Authenticate` header (RFC 9110 §11.6.1). */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  /** By their names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Returns the challenges of a header in their order. */
export function challengesIn(header: string): Challenge[] {
  const found: { readonly scheme: string; readonly parameters: Map<string, string> }[] = [];
  // A scheme is a word without `=`. The words with one are the parameters of the scheme before them.
  for (const [, word = '', quoted, plain] of header.matchAll(
    /([^\s,="]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g,
  )) {
    const name = word.toLowerCase();
    const value = quoted?.replace(/\\(.)/g, '$1') ?? plain;
    const parameters = found.at(-1)?.parameters;
    if (value === undefined) {
      found.push({ scheme: name, parameters: new Map() });
    } else if (parameters?.has(name) === false) {
      parameters.set(name, value);
    }
  }
  return found;
}

/** Returns whether a server calls the token of a request expired, revoked or invalid (RFC 6750 §3.1). */
export function isTokenRejected(header: string): boolean {
  return challengesIn(header).some(
    ({ scheme, parameters }) => scheme === 'bearer' && parameters.get('error') === 'invalid_token',
  );
}
