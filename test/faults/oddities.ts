import { gzipSync } from 'node:zlib';
import type { Change } from './front';

/** A response that differs from Atlas's documentation, but can be handled. */
export interface Oddity {
  readonly name: string;
  readonly change: Change;
  /** Called before each page. `server` and `client` are the milliseconds by which their clocks are ahead. */
  readonly before?: (clocks: { server: number; client: number }) => void;
  /** A service account by default. */
  readonly method?: 'apiKey' | 'serviceAccount';
  /** The changed responses. Lists by default. */
  readonly target?: RegExp;
  /** The rows of the list at the end. */
  readonly result:
    | 'every row'
    | 'every row that can be read'
    | 'an end, and no duplicate row'
    | 'every row, then “This list doesn’t end”'
    | 'some rows, then “This list doesn’t end”';
}

type Body = Record<string, unknown> & { results: Record<string, unknown>[] };

/** Changes a response as JSON. */
const inJson =
  (change: (body: Body, target: string) => unknown): Change =>
  (body, _headers, target) =>
    JSON.stringify(change(JSON.parse(body) as Body, target));

const each = (change: (row: Record<string, unknown>) => unknown): Change =>
  inJson((body) => ({ ...body, results: body.results.map(change) }));

const total = (totalCount: unknown): Change => inJson((body) => ({ ...body, totalCount }));
const links = (value: unknown): Change => inJson((body) => ({ ...body, links: value }));
const pageOf = (target: string): number => Number(new URL(target, 'http://x').searchParams.get('pageNum') ?? 1);
const token = (fields: Record<string, unknown>): Pick<Oddity, 'change' | 'target'> => ({
  target: /oauth\/token/,
  change: inJson((body) => ({ ...body, ...fields })),
});

/** @param elsewhere an origin that must never get a request */
export function oddities(elsewhere: () => string): readonly Oddity[] {
  const every = { result: 'every row' } as const;
  const readable = { result: 'every row that can be read' } as const;
  const end = { result: 'an end, and no duplicate row' } as const;
  const first: { page?: Body } = {};
  return [
    { name: 'a total of 0', change: total(0), ...every },
    { name: 'a negative total', change: total(-3), ...every },
    { name: 'a total that is far too large', change: total(1e300), ...every },
    { name: 'a total that is a string', change: total('41'), ...every },
    { name: 'no total', change: total(undefined), ...every },
    { name: 'no links', change: links(undefined), ...every },
    { name: 'links that are a number', change: links(7), ...every },
    {
      name: 'a next link to another server',
      change: (body, headers, target) => links([{ rel: 'next', href: `${elsewhere()}/` }])(body, headers, target),
      result: 'every row, then “This list doesn’t end”',
    },
    { name: 'unknown fields', change: each((row) => ({ ...row, later: { much: ['later'] } })), ...every },
    {
      name: '`__proto__` in each row',
      change: (body) => body.replaceAll('{"', '{"__proto__":{"name":"polluted","_id":"x"},"'),
      ...every,
    },
    {
      name: 'duplicate keys',
      change: (body) => body.replaceAll(/"(_id|id)":/g, '"$1":"no id","$1":'),
      ...every,
    },
    {
      name: 'fields with wrong types',
      change: each((row) => ({ ...row, region: 7, roleId: [], orgId: {} })),
      ...every,
    },
    { name: 'a row with 1,000 nested levels', change: each((row) => ({ ...row, deep: deep(1000) })), ...every },
    { name: 'numbers that are too large', change: (body) => body.replace('{', '{"large":1e999,'), ...every },
    { name: 'null before each row', change: rowsBetween(null), ...readable },
    { name: 'a string before each row', change: rowsBetween('row'), ...readable },
    { name: 'a row without an ID before each row', change: rowsBetween({ name: 'x', bucketName: 'x' }), ...readable },
    { name: 'whitespace and a byte order mark', change: (body) => `\ufeff \n${body}\n\n`, ...every },
    {
      name: 'a compressed body',
      change: (body, headers) => {
        headers['content-encoding'] = 'gzip';
        return gzipSync(body);
      },
      ...every,
    },
    {
      name: 'a connection that closes after each response',
      change: (body, headers) => {
        headers.connection = 'close';
        return body;
      },
      ...every,
    },
    {
      name: 'a media type without a version',
      change: (body, headers) => {
        headers['content-type'] = 'application/json';
        return body;
      },
      ...every,
    },
    {
      name: 'the first page, repeated forever',
      change: inJson((body, target) => {
        if (pageOf(target) === 1) {
          first.page = body;
        }
        return first.page ?? body;
      }),
      result: 'some rows, then “This list doesn’t end”',
    },
    {
      name: 'pages with fewer and fewer rows',
      change: inJson((body, target) => ({ ...body, results: body.results.slice(pageOf(target)) })),
      ...end,
    },
    {
      name: 'pages that overlap',
      change: inJson((body, target) => {
        const previous = pageOf(target) === 1 ? [] : (first.page?.results ?? []);
        first.page = body;
        return { ...body, results: [...previous.slice(-3), ...body.results] };
      }),
      ...every,
    },
    { name: 'a token that has expired', ...token({ expires_in: 0 }), ...every },
    { name: 'a token without an expiration time', ...token({ expires_in: undefined }), ...every },
    { name: 'a token that never ends', ...token({ expires_in: 1e15 }), ...every },
    {
      name: 'a nonce that expires between pages',
      change: (body) => body,
      method: 'apiKey',
      before: (clocks) => (clocks.server += 120_000),
      ...every,
    },
    {
      name: 'the clock is set back',
      change: (body) => body,
      before: (clocks) => (clocks.client -= 86_400_000),
      ...every,
    },
    {
      name: 'the clock is set forward',
      change: (body) => body,
      before: (clocks) => (clocks.client += 86_400_000),
      ...every,
    },
    { name: 'a token type in capital letters', ...token({ token_type: 'BEARER' }), ...every },
  ];
}

function deep(levels: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level += 1) {
    value = { value };
  }
  return value;
}

function rowsBetween(row: unknown): Change {
  return inJson((body) => ({ ...body, results: body.results.flatMap((one) => [row, one]) }));
}
