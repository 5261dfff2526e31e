/** An ID as the user pasted it, possibly with its secret. */
export interface PastedKey {
  readonly id: string;
  /** Present if the ID and secret were pasted together, as in `id:secret`. */
  readonly secret?: string;
}

/** White space and invisible characters, which web pages and chats add around copied text. */
const AROUND =
  /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+|[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+$/gu;

/** A client ID, or a public key, before a colon. */
const ID_BEFORE_COLON = /^(mdb_sa_id_[^:\s]*|[a-z]{8}):/;

/**
 * Parses a pasted ID, which may be in quotes or together with its secret as for `curl --user`. IDs never contain a
 * colon (RFC 7617 §2).
 */
export function parsePastedId(text: string): PastedKey {
  const [, id, secret] = /^([^:\s]+):(\S+)$/.exec(unquoted(text)) ?? [];
  return id === undefined || secret === undefined
    ? { id: unquoted(text) }
    : { id: unquoted(id), secret: unquoted(secret) };
}

/** Parses a pasted secret, which may be in quotes or follow its ID. */
export function parsePastedSecret(text: string, id: string): string {
  const plain = unquoted(text);
  return plain.startsWith(`${id}:`) ? unquoted(plain.slice(id.length + 1)) : plain;
}

/** Returns whether a text is an ID with its secret, and the ID differs from `id`. */
export function isPairOfAnotherId(text: string, id: string): boolean {
  const plain = unquoted(text);
  return ID_BEFORE_COLON.test(plain) && !plain.startsWith(`${id}:`);
}

/** Removes the white space around a text, and one pair of quotes. */
function unquoted(text: string): string {
  const trimmed = text.replace(AROUND, '');
  const [, , inner] = /^(["'`])([^"'`]*)\1$/.exec(trimmed) ?? [];
  return (inner ?? trimmed).replace(AROUND, '');
}
