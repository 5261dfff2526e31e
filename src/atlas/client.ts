import * as v from 'valibot';
import { rowTexts, withRawJson, withWholeRawJson } from './rawJson';
import type { KeyPair } from './auth/authenticator';
import { createAuthenticator } from './auth/createAuthenticator';
import {
  BackupScheduleSchema,
  ClusterSchema,
  ExportJobSchema,
  type BackupSchedule,
  type Cluster,
  type ExportJob,
} from './backups';
import { decodeCloudProviderAccess, type CloudProviderAccess } from './cloudProviderAccess';
import { Connection, type GetRequest, type RawResponse } from './connection';
import { isCountTimeout } from './countedPages';
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
import { checkClusterName, checkObjectId } from './objectId';
import type { ListExportBucketsRequest, ListRequest, ReadRequest } from './requests';
import type { ExportBucketVersion } from './versions';

/** The version of everything that has only one. */
const FIRST_VERSION = '2023-01-01';
const VERSION_OF_CLUSTERS_AND_SCHEDULES = '2024-08-05';
/** What Atlas takes when a request does not say. */
const DEFAULT_ITEMS_PER_PAGE = 100;

export interface AtlasClientOptions {
  /** As `parseOrigin` returns it; nothing is ever sent anywhere else. */
  readonly origin: string;
  readonly keys: KeyPair;
  readonly fetch: Fetch;
  readonly log: RequestLog;
  /** The product and its version, as in `atlas-export-buckets/1.0.0`. */
  readonly userAgent: string;
  readonly settings: ClientSettings;
  /** Milliseconds of a clock that does not jump, by default `performance.now`; given by tests. */
  readonly now?: () => number;
  /** Waits so many milliseconds before a retry, or for a rate limit; given by tests. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
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

  constructor({ origin, keys, fetch, log, userAgent, settings, now, wait }: AtlasClientOptions) {
    this.#settings = settings;
    const clock = now ?? (() => performance.now());
    const send = createSend({
      origin,
      fetch,
      log,
      userAgent,
      requestTimeout: () => settings.requestTimeout(),
      secret: keys.secret,
    });
    const authenticator = createAuthenticator(keys, origin, send, clock);
    this.#connection = new Connection({ origin, authenticator, log, now: clock, wait });
  }

  /**
   * The organizations that the credential belongs to.
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listorgs
   */
  listOrganizations(request: ListRequest = {}): Promise<Page<Organization>> {
    return this.#list(OrganizationSchema, 'orgs', {}, request, FIRST_VERSION);
  }

  /**
   * The projects that the credential may see.
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroups
   */
  listProjects(request: ListRequest = {}): Promise<Page<Project>> {
    return this.#list(ProjectSchema, 'groups', {}, request, FIRST_VERSION);
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
      (text) => {
        const textOf = rowTexts(text);
        return (bucket, row, index) => withRawJson(bucket, row, () => textOf(index));
      },
    );
  }

  /**
   * One export bucket; it may have fields that the list leaves out, such as `region`.
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupbackupexportbucket
   */
  async getExportBucket(
    projectId: string,
    exportBucketId: string,
    { envelope, ...request }: ReadRequest & { readonly envelope?: boolean } = {},
  ): Promise<ExportBucket> {
    const get = { ...this.#exportBucket(projectId, exportBucketId), query: { envelope }, ...request };
    return this.#connection.get(get, (body, text) => {
      const parsed = v.safeParse(ExportBucketSchema, body);
      if (!parsed.success) {
        return undefined;
      }
      // What is in an envelope is only a part of the text.
      return envelope === true ? parsed.output : withWholeRawJson(parsed.output, body, text);
    });
  }

  /** The JSON text of one export bucket, exactly as it came. */
  async getExportBucketJson(projectId: string, exportBucketId: string, request: ReadRequest = {}): Promise<string> {
    return this.#connection.get({ ...this.#exportBucket(projectId, exportBucketId), ...request }, (body, text) =>
      v.is(ExportBucketSchema, body) ? text : undefined,
    );
  }

  /**
   * One page of a project's export buckets as it came over the wire, indented and in an envelope: what to show to
   * MongoDB's support. A refusal is such an answer too.
   */
  async getRawExportBuckets(
    projectId: string,
    { pageNum, itemsPerPage, ...request }: Omit<ListRequest, 'includeCount'> = {},
  ): Promise<RawResponse> {
    return this.#connection.getRaw({
      endpoint: 'groups/{groupId}/backup/exportBuckets',
      parameters: { groupId: checkObjectId('project', projectId) },
      query: { itemsPerPage, pageNum, envelope: true, pretty: true },
      version: this.#settings.exportBucketVersion(),
      ...request,
    });
  }

  /** @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroup */
  async getProject(projectId: string, request: ReadRequest = {}): Promise<Project> {
    const parameters = { groupId: checkObjectId('project', projectId) };
    return this.#one(ProjectSchema, { endpoint: 'groups/{groupId}', parameters, version: FIRST_VERSION, ...request });
  }

  /** @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getorg */
  async getOrganization(organizationId: string, request: ReadRequest = {}): Promise<Organization> {
    const parameters = { orgId: checkObjectId('organization', organizationId) };
    return this.#one(OrganizationSchema, { endpoint: 'orgs/{orgId}', parameters, version: FIRST_VERSION, ...request });
  }

  /**
   * All cloud-side roles of a project; the list has no pages.
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupcloudprovideraccess
   */
  async listCloudProviderAccess(projectId: string, request: ReadRequest = {}): Promise<CloudProviderAccess> {
    const parameters = { groupId: checkObjectId('project', projectId) };
    const endpoint = 'groups/{groupId}/cloudProviderAccess';
    return this.#connection.get(
      { endpoint, parameters, version: FIRST_VERSION, ...request },
      decodeCloudProviderAccess,
    );
  }

  /**
   * One page of a project's clusters, those on flex tiers left out, which cannot export.
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupclusters
   */
  async listClusters(projectId: string, request: ListRequest = {}): Promise<Page<Cluster>> {
    const parameters = { groupId: checkObjectId('project', projectId) };
    return this.#list(
      ClusterSchema,
      'groups/{groupId}/clusters',
      parameters,
      request,
      VERSION_OF_CLUSTERS_AND_SCHEDULES,
    );
  }

  /** @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupclusterbackupschedule */
  async getBackupSchedule(projectId: string, clusterName: string, request: ReadRequest = {}): Promise<BackupSchedule> {
    return this.#one(BackupScheduleSchema, {
      endpoint: 'groups/{groupId}/clusters/{clusterName}/backup/schedule',
      parameters: clusterParameters(projectId, clusterName),
      version: VERSION_OF_CLUSTERS_AND_SCHEDULES,
      ...request,
    });
  }

  /**
   * One page of a cluster's snapshot exports, to whatever bucket they went; takes the role Project Backup Manager.
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupclusterbackupexports
   */
  async listExportJobs(projectId: string, clusterName: string, request: ListRequest = {}): Promise<Page<ExportJob>> {
    const endpoint = 'groups/{groupId}/clusters/{clusterName}/backup/exports';
    return this.#list(ExportJobSchema, endpoint, clusterParameters(projectId, clusterName), request, FIRST_VERSION);
  }

  /** Makes the next request prove anew who asks, so that a role granted meanwhile is seen. */
  renewAccess(): Promise<void> {
    return this.#connection.renewAccess();
  }

  /** Ends everything that is under way and revokes a token that is still alive; nothing can be asked after that. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  #exportBucket(projectId: string, exportBucketId: string): GetRequest {
    return {
      endpoint: 'groups/{groupId}/backup/exportBuckets/{exportBucketId}',
      parameters: {
        groupId: checkObjectId('project', projectId),
        exportBucketId: checkObjectId('exportBucket', exportBucketId),
      },
      version: this.#settings.exportBucketVersion(),
    };
  }

  #one<T>(schema: v.GenericSchema<unknown, T>, request: GetRequest): Promise<T> {
    return this.#connection.get(request, (body) => {
      const parsed = v.safeParse(schema, body);
      return parsed.success ? parsed.output : undefined;
    });
  }

  #list<T>(
    schema: v.GenericSchema<unknown, T>,
    endpoint: string,
    parameters: Record<string, string>,
    { pageNum, itemsPerPage, includeCount, signal, priority }: ListRequest,
    version: string,
    query: Record<string, boolean | undefined> = {},
    completeFrom?: (text: string) => (item: T, row: unknown, index: number) => T,
  ): Promise<Page<T>> {
    const get = (includeCount: boolean | undefined): Promise<Page<T>> =>
      this.#connection.get(
        { endpoint, parameters, query: { includeCount, itemsPerPage, pageNum, ...query }, version, signal, priority },
        (body, text) => {
          const page = decodePage(schema, body, itemsPerPage ?? DEFAULT_ITEMS_PER_PAGE, completeFrom?.(text));
          // Atlas says `totalCount: 0` when it was told not to count.
          return page !== undefined && includeCount === false ? { ...page, totalCount: undefined } : page;
        },
      );
    return get(includeCount).catch((error: unknown) => {
      if (includeCount === undefined && isCountTimeout(error)) {
        return get(false);
      }
      throw error;
    });
  }
}

function clusterParameters(projectId: string, clusterName: string): Record<string, string> {
  return { groupId: checkObjectId('project', projectId), clusterName: checkClusterName(clusterName) };
}
