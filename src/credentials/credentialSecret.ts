import * as v from 'valibot';
import { Method, unknownFields, type Metadata } from './credentialList';

const PREFIX = 'credential/';

const Secret = v.object({
  origin: v.string(),
  method: Method,
  id: v.string(),
  secret: v.string(),
  name: v.exactOptional(v.string()),
  organizationId: v.exactOptional(v.string()),
});

/**
 * The stored value of a secret. It repeats the origin, and a key whose origin differs from the listed one is never
 * sent. It also repeats everything else in the list: VS Code stores the list as one value, so of two windows that write
 * it at the same time, one loses its changes.
 */
export type CredentialSecret = v.InferOutput<typeof Secret>;

/** Returns the storage key for the secret of a credential. */
export function secretKey(credentialId: string): string {
  return PREFIX + credentialId;
}

/** Returns the ID of the credential of a storage key; undefined for a key of another kind. */
export function credentialIdOf(key: string): string | undefined {
  return key.startsWith(PREFIX) ? key.slice(PREFIX.length) : undefined;
}

/** Parses a stored value; returns undefined if there is none or it is invalid. */
export function parseSecret(value: string | undefined): CredentialSecret | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Secret), value);
  return parsed.success ? parsed.output : undefined;
}

/**
 * Returns the value to store for a secret.
 * @param old the value that it replaces. Fields of a newer version are kept, but not for another base URL, because
 * unknown fields may be secrets too.
 */
export function stringifySecret(secret: CredentialSecret, old?: string): string {
  const before = v.safeParse(v.pipe(v.string(), v.parseJson(), v.looseObject({ origin: v.string() })), old);
  const kept = before.success && before.output.origin === secret.origin ? unknownFields(before.output, Secret) : {};
  return JSON.stringify({ ...kept, ...secret });
}

/** Returns the value to store for a credential and its secret. */
export function secretOf({ keyId, ...known }: Omit<Metadata, 'id'>, secret: string): CredentialSecret {
  return v.parse(Secret, { ...known, id: keyId, secret });
}

/** Returns the list entry that a secret repeats; undefined for a value of a version that didn't repeat it. */
export function metadataOf(id: string, secret: CredentialSecret): Metadata | undefined {
  const { name, origin, method, id: keyId, organizationId } = secret;
  return name === undefined
    ? undefined
    : { id, name, origin, method, keyId, ...(organizationId !== undefined && { organizationId }) };
}
