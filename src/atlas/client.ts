import * as v from 'valibot';
import { createAuthenticator, type KeyPair } from './auth/authenticator';
import { Connection } from './connection';
import { createSend, type Fetch, type RequestLog } from './exchange';
import {
  decodePage,
  ExportBucketSchema,
  OrganizationSchema,
  ProjectSchema,
  type ExportBucket,
  type Organization,
  type Page,
  type Project,
} from './models';
import { checkObjectId } from './objectId';

/** The versions of the export bucket resource that the client reads; the older one is gone after 2027-07-01. */
export const EXPORT_BUCKET_VERSIONS = ['2024-05-30', '2023-01-01'] as const;
export type ExportBucketVersion = (typeof EXPORT_BUCKET_VERSIONS)[number];

const LATEST_VERSION_OF_ORGANIZATIONS_AND_PROJECTS = '2023-01-01';
/** What Atlas takes when a request does not say. */
const DEFAULT_ITEMS_PER_PAGE = 100;

export interface ListRequest {
  /** Counts from 1. */
  readonly pageNum?: number;
  /** 1 to 500. */
  readonly itemsPerPage?: number;
  /** Whether the answer tells how many there are in all. */
  readonly includeCount?: boolean;
  readonly signal?: AbortSignal;
}

export interface ListExportBucketsRequest extends ListRequest {
  /** Whether Atlas puts the HTTP status into the body, for clients that cannot see it. */
  readonly envelope?: boolean;
  /** Whether Atlas indents the body. */
  readonly pretty?: boolean;
}

export interface AtlasClientOptions {
  /** As `parseOrigin` returns it; nothing is ever sent anywhere else. */
  readonly origin: string;
  readonly keys: KeyPair;
  readonly fetch: Fetch;
  readonly log: RequestLog;
  /** The product and its version, as in `atlas-export-buckets/1.0.0`. */
  readonly userAgent: string;
  readonly settings: ClientSettings;
  /** Milliseconds since 1970; given by tests. */
  readonly now?: () => number;
  /** Waits so many milliseconds before a retry; given by tests. */
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<unknown>;
}

/** Read anew for each request. */
export interface ClientSettings {
  /** Milliseconds for one request, its body included. */
  requestTimeout(): number;
  exportBucketVersion(): ExportBucketVersion;
}

/**
 * Reads from the MongoDB Atlas Administration API with one credential. It sends GET requests and the two token calls,
 * nothing else; a key with the role Project Read Only is enough.
 *
 * Each method throws an AtlasError when there is no answer or a bad one, InvalidIdentifierError before anything is sent
 * for a text that is no identifier, and the AbortError of the signal it was given.
 */
export class AtlasClient {
  readonly #connection: Connection;

  readonly #settings: ClientSettings;

  constructor({ origin, keys, fetch, log, userAgent, settings, now = Date.now, wait }: AtlasClientOptions) {
    this.#settings = settings;
    const send = createSend({ origin, fetch, log, userAgent, requestTimeout: () => settings.requestTimeout() });
    const authenticator = createAuthenticator(keys, origin, send, now);
    this.#connection = new Connection({ origin, authenticator, log, ...(wait !== undefined && { wait }) });
  }

  /**
   * The organizations that the credential belongs to.
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listorgs
   */
  listOrganizations(request: ListRequest = {}): Promise<Page<Organization>> {
    return this.#list(OrganizationSchema, 'orgs', {}, request, LATEST_VERSION_OF_ORGANIZATIONS_AND_PROJECTS);
  }

  /**
   * The projects that the credential may see.
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroups
   */
  listProjects(request: ListRequest = {}): Promise<Page<Project>> {
    return this.#list(ProjectSchema, 'groups', {}, request, LATEST_VERSION_OF_ORGANIZATIONS_AND_PROJECTS);
  }

  /**
   * One page of a project's export buckets.
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupbackupexportbuckets
   */
  async listExportBuckets(projectId: string, request: ListExportBucketsRequest = {}): Promise<Page<ExportBucket>> {
    const { envelope, pretty, ...list } = request;
    return this.#list(
      ExportBucketSchema,
      'groups/{groupId}/backup/exportBuckets',
      { groupId: checkObjectId('project', projectId) },
      list,
      this.#settings.exportBucketVersion(),
      { envelope, pretty },
    );
  }

  /**
   * One export bucket; it may have fields that the list leaves out, such as `region`.
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupbackupexportbucket
   */
  async getExportBucket(
    projectId: string,
    exportBucketId: string,
    { envelope, signal }: { readonly envelope?: boolean; readonly signal?: AbortSignal } = {},
  ): Promise<ExportBucket> {
    return this.#connection.get(
      {
        endpoint: 'groups/{groupId}/backup/exportBuckets/{exportBucketId}',
        parameters: {
          groupId: checkObjectId('project', projectId),
          exportBucketId: checkObjectId('exportBucket', exportBucketId),
        },
        query: { envelope },
        version: this.#settings.exportBucketVersion(),
        signal,
      },
      (body) => {
        const bucket = v.safeParse(ExportBucketSchema, body);
        return bucket.success ? bucket.output : undefined;
      },
    );
  }

  /** Makes the next request prove anew who asks, so that a role granted meanwhile is seen. */
  renewAccess(): Promise<void> {
    return this.#connection.renewAccess();
  }

  /** Ends everything that is under way and revokes a token that is still alive; nothing can be asked after that. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  #list<T>(
    schema: v.GenericSchema<unknown, T>,
    endpoint: string,
    parameters: Record<string, string>,
    { pageNum, itemsPerPage, includeCount, signal }: ListRequest,
    version: string,
    query: Record<string, boolean | undefined> = {},
  ): Promise<Page<T>> {
    return this.#connection.get(
      { endpoint, parameters, query: { includeCount, itemsPerPage, pageNum, ...query }, version, signal },
      (body) => {
        const page = decodePage(schema, body, itemsPerPage ?? DEFAULT_ITEMS_PER_PAGE);
        // Atlas says `totalCount: 0` when it was told not to count.
        return page !== undefined && includeCount === false ? { ...page, totalCount: undefined } : page;
      },
    );
  }
}
