/** What was pasted where an ID or a secret is requested. */
export interface PastedKey {
  readonly id: string;
  /** Present when ID and secret were pasted together, as in `id:secret`. */
  readonly secret?: string;
}

/** White space, and what can't be seen: web pages and chats like to add it around a copied text. */
const AROUND =
  /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+|[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+$/gu;

/** A client ID, or the public key of an API key, before a colon. */
const ID_BEFORE_COLON = /^(mdb_sa_id_[^:\s]*|[a-z]{8}):/;

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

/** Whether a text is an ID with its secret, and the ID isn't the given one. */
export function isPairOfAnotherId(text: string, id: string): boolean {
  const plain = unquoted(text);
  return ID_BEFORE_COLON.test(plain) && !plain.startsWith(`${id}:`);
}

/** A text without the white space around it and one pair of quotes. */
function unquoted(text: string): string {
  const trimmed = text.replace(AROUND, '');
  const [, , inner] = /^(["'`])([^"'`]*)\1$/.exec(trimmed) ?? [];
  return (inner ?? trimmed).replace(AROUND, '');
}
