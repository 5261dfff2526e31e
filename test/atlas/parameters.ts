import { Refusal } from './responses';

/** The query parameters of all simulated endpoints. */
export interface Query {
  readonly envelope: boolean;
  readonly pretty: boolean;
  readonly includeCount: boolean;
  /** 1 to 500. */
  readonly itemsPerPage: number;
  /** From 1. */
  readonly pageNum: number;
  /** The prefix of an organization's or project's name, ignoring case. */
  readonly name: string | undefined;
}

export const PAGING = ['includeCount', 'itemsPerPage', 'pageNum'] as const;

/**
 * Parses a query strictly: rejects unknown and repeated parameters and invalid values.
 * @throws Refusal 400
 */
export function readQuery(query: URLSearchParams, known: readonly string[]): Query {
  for (const name of query.keys()) {
    if (!known.includes(name) || query.getAll(name).length > 1) {
      throw invalid(name);
    }
  }
  const flag = (name: string, fallback: boolean): boolean => {
    const value = query.get(name) ?? String(fallback);
    if (value !== 'true' && value !== 'false') {
      throw invalid(name);
    }
    return value === 'true';
  };
  const integer = (name: string, fallback: number, max: number): number => {
    const value = query.get(name) ?? String(fallback);
    if (!/^\d{1,9}$/.test(value) || Number(value) < 1 || Number(value) > max) {
      throw invalid(name);
    }
    return Number(value);
  };
  return {
    envelope: flag('envelope', false),
    pretty: flag('pretty', false),
    includeCount: flag('includeCount', true),
    itemsPerPage: integer('itemsPerPage', 100, 500),
    pageNum: integer('pageNum', 1, Number.MAX_SAFE_INTEGER),
    name: query.get('name') ?? undefined,
  };
}

function invalid(name: string): Refusal {
  return new Refusal(400, {
    errorCode: 'INVALID_QUERY_PARAMETER',
    detail: `Invalid query parameter ${name} specified.`,
    parameters: [name],
  });
}
