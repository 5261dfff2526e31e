/** What somebody pasted where an id or a secret is asked for. */
export interface PastedKey {
  readonly id: string;
  /** Present when id and secret were pasted together, as in `id:secret`. */
  readonly secret?: string;
}

/**
 * Reads an id as people paste it: in quotes from a file of settings, or together with its secret as for `curl --user`.
 * No id of either kind holds a colon (RFC 7617 §2).
 */
export function parsePastedId(text: string): PastedKey {
  const [, id, secret] = /^([^:\s]+):(\S+)$/.exec(unquoted(text)) ?? [];
  return id === undefined || secret === undefined
    ? { id: unquoted(text) }
    : { id: unquoted(id), secret: unquoted(secret) };
}

/** Reads a secret as people paste it: in quotes, or behind its id. */
export function parsePastedSecret(text: string, id: string): string {
  const plain = unquoted(text);
  return plain.startsWith(`${id}:`) ? unquoted(plain.slice(id.length + 1)) : plain;
}

/** A text without the white space around it and one pair of quotes. */
function unquoted(text: string): string {
  const trimmed = text.trim();
  const [, , inner] = /^(["'`])([^"'`]*)\1$/.exec(trimmed) ?? [];
  return (inner ?? trimmed).trim();
}
