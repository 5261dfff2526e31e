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
  readonly events: EventFilter;
}

/** The filters for events. An empty list doesn't filter. */
interface EventFilter {
  readonly clusterNames: readonly string[];
  readonly eventType: readonly string[];
  readonly excludedEventType: readonly string[];
  readonly includeRaw: boolean;
  /** Milliseconds since 1970. */
  readonly minDate: number;
  /** Milliseconds since 1970. */
  readonly maxDate: number;
}

export const PAGING = ['includeCount', 'itemsPerPage', 'pageNum'] as const;

/** Parameters that can be repeated. */
const LISTS = ['clusterNames', 'eventType', 'excludedEventType'];

/** The event types of backups in MongoDB's list, and a few others. */
const EVENT_TYPES = new Set([
  'CPS_SNAPSHOT_STARTED',
  'CPS_SNAPSHOT_SUCCESSFUL',
  'CPS_SNAPSHOT_FAILED',
  'CPS_EXPORT_SUCCESSFUL',
  'CPS_EXPORT_FAILED',
  'CPS_AUTO_EXPORT_FAILED',
  'CPS_RESTORE_SUCCESSFUL',
  'CPS_RESTORE_FAILED',
  'CLUSTER_CREATED',
  'CLUSTER_DELETED',
]);

/**
 * Parses a query strictly: rejects unknown parameters, those that are repeated but aren't lists, and invalid values.
 * @throws Refusal 400
 */
export function readQuery(query: URLSearchParams, known: readonly string[]): Query {
  for (const name of query.keys()) {
    if (!known.includes(name) || (query.getAll(name).length > 1 && !LISTS.includes(name))) {
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
  const moment = (name: string, fallback: number): number => {
    const value = query.get(name);
    if (value !== null && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(value)) {
      throw invalid(name);
    }
    return value === null ? fallback : Date.parse(value);
  };
  const eventTypes = (name: string): string[] =>
    query.getAll(name).map((type) => {
      if (!EVENT_TYPES.has(type)) {
        throw invalidEnum(type);
      }
      return type;
    });
  return {
    envelope: flag('envelope', false),
    pretty: flag('pretty', false),
    includeCount: flag('includeCount', true),
    itemsPerPage: integer('itemsPerPage', 100, 500),
    pageNum: integer('pageNum', 1, Number.MAX_SAFE_INTEGER),
    name: query.get('name') ?? undefined,
    events: {
      clusterNames: query.getAll('clusterNames'),
      eventType: eventTypes('eventType'),
      excludedEventType: eventTypes('excludedEventType'),
      includeRaw: flag('includeRaw', false),
      minDate: moment('minDate', 0),
      maxDate: moment('maxDate', Infinity),
    },
  };
}

function invalid(name: string): Refusal {
  return new Refusal(400, {
    errorCode: 'INVALID_QUERY_PARAMETER',
    detail: `Invalid query parameter ${name} specified.`,
    parameters: [name],
  });
}

function invalidEnum(value: string): Refusal {
  return new Refusal(400, {
    errorCode: 'INVALID_ENUM_VALUE',
    detail: `An invalid enumeration value ${value} was specified.`,
    parameters: [value],
  });
}
