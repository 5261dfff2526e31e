import { Refusal } from './answers';

/** One version of an endpoint. */
export interface EndpointVersion {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** The first day on which Atlas no longer serves it. */
  readonly sunset?: string;
}

/** The dates at which the API as a whole has had a version. */
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

/** The version that an answer has, and the headers that say so. */
export interface Negotiated {
  readonly version: EndpointVersion;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Finds the version that an `Accept` header asks for: the endpoint's newest one that is not newer than the date.
 * @param path what a `VERSION_GONE` error names
 * @throws Refusal 406 when the header names no version of the API, 410 after the sunset
 * @see https://www.mongodb.com/docs/atlas/api/versioned-api-overview/
 */
export function negotiateVersion(
  accept: string | undefined,
  versions: readonly EndpointVersion[],
  path: string,
  now: Date,
): Negotiated {
  const asked = /(?:^|,)\s*application\/vnd\.atlas\.(\d{4}-\d{2}-\d{2})\+json\s*(?:;|,|$)/i.exec(accept ?? '')?.[1];
  const index = versions.findLastIndex(({ date }) => asked !== undefined && date <= asked);
  const version = versions[index];
  if (asked === undefined || !API_VERSIONS.includes(asked) || version === undefined) {
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

/** An HTTP date as Atlas writes it in these two headers: without the day's leading zero. */
function unpaddedDate(day: string): string {
  return new Date(day).toUTCString().replace(', 0', ', ');
}
