import { Refusal } from './responses';

/** A version of an endpoint. */
export interface EndpointVersion {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** The first day on which Atlas no longer serves it. */
  readonly sunset?: string;
}

/** The versions of the API as a whole. */
const API_VERSIONS = [
  '2023-01-01',
  '2023-02-01',
  '2023-10-01',
  '2023-11-15',
  '2024-05-30',
  '2024-08-05',
  '2024-10-23',
  '2024-11-13',
  '2025-02-19',
  '2025-03-12',
];

/** The version of a response, and the headers for it. */
export interface Negotiated {
  readonly version: EndpointVersion;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Returns the version for an `Accept` header: the endpoint's newest version that isn't newer than the requested date.
 * @param path for a `VERSION_GONE` error
 * @throws Refusal 406 if the header has no version of the API, 410 after the sunset
 * @see https://www.mongodb.com/docs/atlas/api/versioned-api-overview/
 */
export function negotiateVersion(
  accept: string | undefined,
  versions: readonly EndpointVersion[],
  path: string,
  now: Date,
): Negotiated {
  const requested = /(?:^|,)\s*application\/vnd\.atlas\.(\d{4}-\d{2}-\d{2})\+json\s*(?:;|,|$)/i.exec(accept ?? '')?.[1];
  const index = versions.findLastIndex(({ date }) => requested !== undefined && date <= requested);
  const version = versions[index];
  if (requested === undefined || !API_VERSIONS.includes(requested) || version === undefined) {
    throw new Refusal(406, {
      errorCode: 'INVALID_VERSION_DATE',
      detail: 'Invalid accept header or version date.',
    });
  }
  if (version.sunset !== undefined && now >= new Date(version.sunset)) {
    throw new Refusal(410, {
      errorCode: 'VERSION_GONE',
      detail: `Version ${version.date} of ${path} is no longer available.`,
      parameters: [version.date, path],
    });
  }
  const next = versions[index + 1];
  return {
    version,
    headers: {
      'Content-Type': `application/vnd.atlas.${version.date}+json;charset=utf-8`,
      ...(next !== undefined && { Deprecation: unpaddedDate(next.date) }),
      ...(version.sunset !== undefined && { Sunset: unpaddedDate(version.sunset) }),
    },
  };
}

/** Returns an HTTP date in Atlas's format for these two headers, without the day's leading zero. */
function unpaddedDate(day: string): string {
  return new Date(day).toUTCString().replace(', 0', ', ');
}
