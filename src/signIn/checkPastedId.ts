import type { AuthenticationMethod } from '../atlas/auth/authenticator';
import type { FailureContext } from '../failures/failure';
import type { Credential } from '../credentials/credential';
import { isChangeable } from './changeable';
import { isPairOfAnotherId, parsePastedId, parsePastedSecret } from './pastedKey';
import type { Checked } from './quickInput';
import { isKeyId, isSecret } from '../credentials/usableKeys';

type L10n = FailureContext['l10n'];

/** An ID that the user entered, after the check. */
export interface CheckedId {
  readonly keyId: string;
  /** The kind of key, which the shape of the ID tells. */
  readonly method: AuthenticationMethod;
  /** Present if it was pasted together with the ID. */
  readonly secret?: string;
  /** The stored credential with the same key. */
  readonly replaces: Credential | undefined;
}

/** The private key of an API key. */
const PRIVATE_KEY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Checks an ID by its shape, which tells IDs, secrets, and the kinds of key apart. Problems never repeat the input. */
export function checkPastedId(
  text: string,
  origin: string,
  known: readonly Credential[],
  l10n: L10n,
): Checked<CheckedId> {
  const { id, ...pasted } = parsePastedId(text);
  if (id === '') {
    return { problem: l10n.t('Enter a value.') };
  }
  if (!isKeyId(id)) {
    return {
      problem: l10n.t('The ID contains an invalid character, such as a space, a colon, or an invisible character.'),
    };
  }
  if (id.startsWith('mdb_sa_sk_')) {
    return { problem: l10n.t('This is a client secret. Enter the client ID first, which starts with mdb_sa_id_.') };
  }
  if (PRIVATE_KEY.test(id)) {
    return { problem: l10n.t('This is a private key. Enter the public key first.') };
  }
  if (pasted.secret !== undefined && !isSecret(pasted.secret)) {
    return { problem: unusableSecret(l10n) };
  }
  const replaces = known.find((other) => other.keyId === id && other.origin === origin && isChangeable(other));
  return {
    value: { keyId: id, method: id.startsWith('mdb_sa_id_') ? 'serviceAccount' : 'apiKey', ...pasted, replaces },
  };
}

/** Checks the secret that the user entered for an ID. Problems never repeat the input. */
export function checkPastedSecret(text: string, keyId: string, l10n: L10n): Checked<string> {
  const secret = parsePastedSecret(text, keyId);
  if (secret === '') {
    return { problem: l10n.t('Enter a value.') };
  }
  if (isPairOfAnotherId(text, keyId)) {
    return { problem: l10n.t('This secret belongs to another ID. Go back to enter that ID.') };
  }
  return isSecret(secret) ? { value: secret } : { problem: unusableSecret(l10n) };
}

function unusableSecret(l10n: L10n): string {
  return l10n.t(
    'The secret contains an invalid character, such as a line break, a space, or an invisible character. Copy it again.',
  );
}
