import { l10n } from 'vscode';
import type { AuthenticationMethod } from '../atlas/auth/authenticator';
import type { Credential } from './credential';
import { parsePastedId } from './pastedKey';
import type { Checked } from './quickInput';

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
): Checked<CheckedId> {
  const { id, ...pasted } = parsePastedId(text);
  if (id === '') {
    return { problem: l10n.t('It cannot be empty.') };
  }
  // A colon would end the id in both kinds of sign-in (RFC 7617 §2, RFC 7616 §3.4.2).
  if (/[\s:]/.test(id)) {
    return { problem: l10n.t('It has no spaces and no colon.') };
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
  const replaces = known.find(
    (other) => other.keyId === id && other.origin === origin && other.source !== 'environment',
  );
  return { value: { keyId: id, ...pasted, replaces } };
}
