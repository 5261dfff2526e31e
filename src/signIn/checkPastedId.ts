import type { AuthenticationMethod } from '../atlas/auth/authenticator';
import type { FailureContext } from '../failures/failure';
import type { Credential } from '../credentials/credential';
import { isPairOfAnotherId, parsePastedId, parsePastedSecret } from './pastedKey';
import type { Checked } from './quickInput';
import { isKeyId, isSecret } from '../credentials/usableKeys';

type L10n = FailureContext['l10n'];

/** What an id that was entered comes to. */
export interface CheckedId {
  readonly keyId: string;
  /** Present when it was pasted together with the id. */
  readonly secret?: string;
  /** The credential that has this key already. */
  readonly replaces: Credential | undefined;
}

/** Tells ids, secrets and the two kinds of key apart by their shape; nothing that was entered is repeated. */
export function checkPastedId(
  text: string,
  method: AuthenticationMethod,
  origin: string,
  known: readonly Credential[],
  l10n: L10n,
): Checked<CheckedId> {
  const { id, ...pasted } = parsePastedId(text);
  if (id === '') {
    return { problem: l10n.t('It cannot be empty.') };
  }
  if (!isKeyId(id)) {
    return {
      problem: l10n.t('It contains a character that no ID has, such as a space, a colon or an invisible character.'),
    };
  }
  if (id.startsWith('mdb_sa_sk_')) {
    return { problem: l10n.t('This is a secret. The client ID begins with mdb_sa_id_.') };
  }
  if (id.startsWith('mdb_sa_id_') !== (method === 'serviceAccount')) {
    return {
      problem:
        method === 'apiKey'
          ? l10n.t('This is the client ID of a service account. Go back to choose that.')
          : l10n.t('The client ID of a service account begins with mdb_sa_id_. Go back if this is an API key.'),
    };
  }
  if (pasted.secret !== undefined && !isSecret(pasted.secret)) {
    return { problem: unusableSecret(l10n) };
  }
  const replaces = known.find(
    (other) =>
      other.keyId === id && other.origin === origin && (other.source === 'stored' || other.source === 'session'),
  );
  return { value: { keyId: id, ...pasted, replaces } };
}

/** Reads the secret that was entered for an ID; nothing that was entered is repeated. */
export function checkPastedSecret(text: string, keyId: string, l10n: L10n): Checked<string> {
  const secret = parsePastedSecret(text, keyId);
  if (secret === '') {
    return { problem: l10n.t('It cannot be empty.') };
  }
  if (isPairOfAnotherId(text, keyId)) {
    return { problem: l10n.t('This secret belongs to another ID. Go back to enter that ID.') };
  }
  return isSecret(secret) ? { value: secret } : { problem: unusableSecret(l10n) };
}

function unusableSecret(l10n: L10n): string {
  return l10n.t(
    'The secret contains a character that no secret has, such as a line break, a space or an invisible character. Copy it again.',
  );
}
