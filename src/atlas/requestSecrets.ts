/** Replaces a secret in a response. */
export const PLACEHOLDER = '[removed]';

/** A text that must not appear in a response. */
export interface Secret {
  readonly text: string;
  /** Number of public characters at its start, which are not searched for on their own; 0 by default. */
  readonly publicLength?: number;
  /** Whether it is a whole header, whose secret part is an entry of its own. */
  readonly isHeader?: boolean;
}

/** Returns the value of a header, or an empty text. */
export function header(headers: Readonly<Record<string, string>>, name: string): string {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
}

/** Returns the signature of a digest, or an empty text. */
export function signatureIn(digest: string): string {
  return /\bresponse="([^"]*)"/i.exec(digest)?.[1] ?? '';
}

/** Returns an `Authorization` header and its secret parts. */
export function secretsIn(authorization: string): Secret[] {
  const [, scheme = '', value = ''] = /^(\w+)\s+(.*)$/s.exec(authorization) ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic': {
      const decoded = Buffer.from(value, 'base64');
      const [id = ''] = decoded.toString('utf8').split(':', 1);
      // The ID of a key is public, and each token contains the ID of its service account, also in base64.
      const publicLength = Math.ceil(((Buffer.byteLength(id) + 1) * 4) / 3);
      return [
        { text: authorization, publicLength: authorization.length - value.length + publicLength, isHeader: true },
        { text: value, publicLength },
        { text: decoded.toString('base64url'), publicLength },
        { text: decoded.subarray(Buffer.byteLength(id) + 1).toString('utf8') },
      ];
    }
    case 'digest':
      return [{ text: authorization, isHeader: true }, { text: signatureIn(value) }];
    default:
      return [{ text: authorization, isHeader: true }, { text: value }];
  }
}

/** Returns the secrets in the form of a token request. */
export function tokensIn(body: string | undefined): Secret[] {
  const form = new URLSearchParams(body);
  return ['token', 'client_secret'].flatMap((name) => form.getAll(name).map((text) => ({ text })));
}
