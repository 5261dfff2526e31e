import type { AtlasSimulator } from '../atlas/simulator';

const FIRST_PAGE = 'includeCount=true&itemsPerPage=100&pageNum=1';
const accept = (version: string): string => `application/vnd.atlas.${version}+json`;

/**
 * The first requests of a window with the default settings: for a token, the projects, and the export buckets of one.
 * Each is the method, the path, and the type that is asked for.
 */
export const firstRequests = (projectId: string): string[][] => [
  ['POST', '/api/oauth/token', 'application/json'],
  ['GET', `/api/atlas/v2/groups?${FIRST_PAGE}`, accept('2023-01-01')],
  ['GET', `/api/atlas/v2/groups/${projectId}/backup/exportBuckets?${FIRST_PAGE}`, accept('2024-05-30')],
];

/** Returns the requests so far, except for those that revoke a token. */
export const requestsOf = ({ requests }: AtlasSimulator): string[][] =>
  requests
    .filter(({ path }) => path !== '/api/oauth/revoke')
    .map(({ method, path, headers }) => [method, path, headers['accept'] ?? '']);
