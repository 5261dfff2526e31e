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
 * One value of the secret storage. The origin is part of it: a key whose stored parts disagree is never sent anywhere.
 * So is all else that is known of the credential, for VS Code keeps what an extension remembers as one value, and of
 * two windows that write it at once, one loses what it wrote.
 */
export type CredentialSecret = v.InferOutput<typeof Secret>;

/** The name under which the secret of a credential is stored. */
export function secretKey(credentialId: string): string {
  return PREFIX + credentialId;
}

/** The credential that a secret is stored for; undefined for a secret of another kind. */
export function credentialIdOf(key: string): string | undefined {
  return key.startsWith(PREFIX) ? key.slice(PREFIX.length) : undefined;
}

/** Undefined where there is no value, or one that cannot be read. */
export function parseSecret(value: string | undefined): CredentialSecret | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Secret), value);
  return parsed.success ? parsed.output : undefined;
}

/**
 * Writes a secret as it is stored.
 * @param old the value that it replaces: fields of a newer version are kept, but not for another base URL, because what
 * this version doesn't know may be a secret too
 */
export function stringifySecret(secret: CredentialSecret, old?: string): string {
  const before = v.safeParse(v.pipe(v.string(), v.parseJson(), v.looseObject({ origin: v.string() })), old);
  const kept = before.success && before.output.origin === secret.origin ? unknownFields(before.output, Secret) : {};
  return JSON.stringify({ ...kept, ...secret });
}

export function secretOf({ keyId, ...known }: Omit<Metadata, 'id'>, secret: string): CredentialSecret {
  return v.parse(Secret, { ...known, id: keyId, secret });
}

/** What the list says of the credential; undefined for a value of a version that did not keep it. */
export function metadataOf(id: string, secret: CredentialSecret): Metadata | undefined {
  const { name, origin, method, id: keyId, organizationId } = secret;
  return name === undefined
    ? undefined
    : { id, name, origin, method, keyId, ...(organizationId !== undefined && { organizationId }) };
}
