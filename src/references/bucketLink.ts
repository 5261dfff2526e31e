import { isObjectId } from '../atlas/objectId';
import { isOrigin } from '../atlas/origin';

/** The export bucket that a link opens in VS Code. The link contains no name and no secret. */
export interface BucketLink {
  readonly projectId: string;
  readonly exportBucketId: string;
  /** The base URL of the Atlas where the bucket is registered, as `parseOrigin` returns it. */
  readonly origin: string;
}

/** The parts of a URI, decoded, as VS Code passes them to a handler. */
export interface LinkParts {
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

const HTTPS = 'https://';
const PATH = /^\/bucket\/([^/]*)\/([^/]*)$/;
const QUERY = /^baseUrl=([^&=]+)$/;

/**
 * Returns a link that opens an export bucket in VS Code.
 * @param scheme the scheme of URIs that the running VS Code handles, such as `vscode` or `vscode-insiders`
 * @param extensionId the publisher and the name of the extension
 */
export function writeBucketLink(
  { projectId, exportBucketId, origin }: BucketLink,
  scheme: string,
  extensionId: string,
): string {
  const baseUrl = encodeURIComponent(baseUrlText(origin));
  return `${scheme}://${extensionId}/bucket/${projectId}/${exportBucketId}?baseUrl=${baseUrl}`;
}

/**
 * Reads a link. It comes from outside, so only what `writeBucketLink` writes is accepted: IDs in lower case, one
 * normalized base URL, and nothing else.
 * @returns undefined for any other link
 */
export function readBucketLink({ path, query, fragment }: LinkParts): BucketLink | undefined {
  const [, projectId, exportBucketId] = PATH.exec(path) ?? [];
  const [, baseUrl] = QUERY.exec(query) ?? [];
  if (!isObjectId(projectId) || !isObjectId(exportBucketId) || baseUrl === undefined || fragment !== '') {
    return undefined;
  }
  const origin = baseUrl.includes('://') ? baseUrl : HTTPS + baseUrl;
  return isOrigin(origin) && baseUrlText(origin) === baseUrl ? { projectId, exportBucketId, origin } : undefined;
}

/** Returns a base URL as a link contains it: the host if the scheme is https, because it almost always is. */
function baseUrlText(origin: string): string {
  return origin.startsWith(HTTPS) ? origin.slice(HTTPS.length) : origin;
}
