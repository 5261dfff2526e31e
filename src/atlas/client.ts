import * as v from 'valibot';
import { decodeRow, wholeText, withRawJson } from './rawJson';
import type { KeyPair } from './auth/authenticator';
import { AlertConfigSchema, type AlertConfig } from './alertConfigs';
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
import { EXPORT_EVENT_TYPES, ExportEventSchema, type ExportEvent } from './events';
import { createSend, type Fetch, type RequestLog } from './exchange';
import {
  ExportBucketSchema,
  OrganizationSchema,
  ProjectSchema,
  type ExportBucket,
  type Organization,
  type Page,
  type Project,
} from './models';
import { checkClusterName, checkObjectId } from './objectId';
import { MAX_PAGE_SIZE, type ListExportBucketsRequest, type ListRequest, type ReadRequest } from './requests';
import { getPage, getResource, type ListResource } from './resources';
import type { ExportBucketVersion } from './versions';

/** Version of all resources that have only one. */
const FIRST_VERSION = '2023-01-01';
const CLUSTER_VERSION = '2024-08-05';

export interface AtlasClientOptions {
  /** As `parseOrigin` returns it. No request goes to any other origin. */
  readonly origin: string;
  readonly keys: KeyPair;
  readonly fetch: Fetch;
  readonly log: RequestLog;
  /** Product name and version, as in `atlas-export-buckets/1.0.0`. */
  readonly userAgent: string;
  readonly settings: ClientSettings;
  /** Returns the milliseconds of a monotonic clock; `performance.now` by default. Tests replace it. */
  readonly now?: () => number;
  /** Waits before a retry or for a rate limit, in milliseconds. Tests replace it. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/** Settings, which are read for each request. */
export interface ClientSettings {
  /** Timeout of one request in milliseconds, including its body. */
  requestTimeout(): number;
  exportBucketVersion(): ExportBucketVersion;
}

/**
 * Reads from the MongoDB Atlas Administration API with one credential. Sends only GET requests and the two token
 * requests. The Project Read Only role is enough.
 *
 * Each method throws an AtlasError if a request fails or its response is invalid, an InvalidIdentifierError before
 * sending if an argument is not an identifier, and the AbortError of its signal.
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

  /** Lists the organizations that the credential belongs to. */
  listOrganizations(request: ListRequest = {}): Promise<Page<Organization>> {
    const resource = { schema: OrganizationSchema, endpoint: 'orgs', version: FIRST_VERSION };
    return getPage(this.#connection, resource, request);
  }

  /** Lists the projects that the credential can access. */
  listProjects(request: ListRequest = {}): Promise<Page<Project>> {
    const resource = { schema: ProjectSchema, endpoint: 'groups', version: FIRST_VERSION };
    return getPage(this.#connection, resource, request);
  }

  /** Lists one page of a project's export buckets. */
  async listExportBuckets(projectId: string, request: ListExportBucketsRequest = {}): Promise<Page<ExportBucket>> {
    const { envelope, pretty, ...list } = request;
    const resource: ListResource<ExportBucket> = {
      schema: ExportBucketSchema,
      ...this.#exportBuckets(projectId),
      query: { envelope, pretty },
      addText: withRawJson,
    };
    return getPage(this.#connection, resource, list);
  }

  /** Returns one export bucket. It may have fields that the list omits, such as `region`. */
  async getExportBucket(
    projectId: string,
    exportBucketId: string,
    { envelope, ...request }: ReadRequest & { readonly envelope?: boolean } = {},
  ): Promise<ExportBucket> {
    const get = { ...this.#exportBucket(projectId, exportBucketId), query: { envelope }, ...request };
    return this.#connection.get(get, (json) => {
      const text = wholeText(json);
      const bucket = decodeRow(ExportBucketSchema, json.value, text);
      return bucket === undefined ? undefined : withRawJson(bucket, json.value, text);
    });
  }

  /** Returns the JSON text of one export bucket exactly as Atlas sent it. */
  async getExportBucketJson(projectId: string, exportBucketId: string, request: ReadRequest = {}): Promise<string> {
    return this.#connection.get({ ...this.#exportBucket(projectId, exportBucketId), ...request }, ({ value, text }) =>
      v.is(ExportBucketSchema, value) ? text : undefined,
    );
  }

  /**
   * Returns one page of a project's export buckets as it arrived, indented and in an envelope, for MongoDB's support.
   * An error response is returned too, not thrown.
   */
  async getRawExportBuckets(
    projectId: string,
    { pageNum, itemsPerPage, ...request }: Omit<ListRequest, 'includeCount'> = {},
  ): Promise<RawResponse> {
    return this.#connection.getRaw({
      ...this.#exportBuckets(projectId),
      query: { itemsPerPage, pageNum, envelope: true, pretty: true },
      ...request,
    });
  }

  /** @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroup */
  async getProject(projectId: string, request: ReadRequest = {}): Promise<Project> {
    const get = { endpoint: 'groups/{groupId}', version: FIRST_VERSION, ...request };
    return getResource(this.#connection, ProjectSchema, { ...get, parameters: projectParameters(projectId) });
  }

  /** @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getorg */
  async getOrganization(organizationId: string, request: ReadRequest = {}): Promise<Organization> {
    const parameters = { orgId: checkObjectId('organization', organizationId) };
    const get = { endpoint: 'orgs/{orgId}', parameters, version: FIRST_VERSION, ...request };
    return getResource(this.#connection, OrganizationSchema, get);
  }

  /** Lists all cloud provider access roles of a project. The list has no pages. */
  async listCloudProviderAccess(projectId: string, request: ReadRequest = {}): Promise<CloudProviderAccess> {
    const get = { endpoint: 'groups/{groupId}/cloudProviderAccess', version: FIRST_VERSION, ...request };
    return this.#connection.get({ ...get, parameters: projectParameters(projectId) }, decodeCloudProviderAccess);
  }

  /** Lists one page of a project's clusters, without those on flex tiers, which can't export. */
  async listClusters(projectId: string, request: ListRequest = {}): Promise<Page<Cluster>> {
    const resource = { schema: ClusterSchema, endpoint: 'groups/{groupId}/clusters', version: CLUSTER_VERSION };
    return getPage(this.#connection, { ...resource, parameters: projectParameters(projectId) }, request);
  }

  /** @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupclusterbackupschedule */
  async getBackupSchedule(projectId: string, clusterName: string, request: ReadRequest = {}): Promise<BackupSchedule> {
    return getResource(this.#connection, BackupScheduleSchema, {
      endpoint: 'groups/{groupId}/clusters/{clusterName}/backup/schedule',
      parameters: clusterParameters(projectId, clusterName),
      version: CLUSTER_VERSION,
      ...request,
    });
  }

  /** Lists one page of a cluster's export jobs, to any bucket. Requires the Project Backup Manager role. */
  async listExportJobs(projectId: string, clusterName: string, request: ListRequest = {}): Promise<Page<ExportJob>> {
    const resource = {
      schema: ExportJobSchema,
      endpoint: 'groups/{groupId}/clusters/{clusterName}/backup/exports',
      parameters: clusterParameters(projectId, clusterName),
      version: FIRST_VERSION,
    };
    return getPage(this.#connection, resource, request);
  }

  /** Lists the latest events about exports in a project, at most 500. */
  async listExportEvents(
    projectId: string,
    { since, ...request }: ReadRequest & { readonly since: Date },
  ): Promise<Page<ExportEvent>> {
    const resource = {
      schema: ExportEventSchema,
      endpoint: 'groups/{groupId}/events',
      parameters: projectParameters(projectId),
      version: FIRST_VERSION,
      query: { eventType: EXPORT_EVENT_TYPES, minDate: since.toISOString() },
    };
    return getPage(this.#connection, resource, { ...request, itemsPerPage: MAX_PAGE_SIZE, includeCount: false });
  }

  /** Lists one page of a project's alert configurations. */
  async listAlertConfigs(projectId: string, request: ListRequest = {}): Promise<Page<AlertConfig>> {
    const resource = { schema: AlertConfigSchema, endpoint: 'groups/{groupId}/alertConfigs', version: FIRST_VERSION };
    return getPage(this.#connection, { ...resource, parameters: projectParameters(projectId) }, request);
  }

  /** Makes the next request use a new token, so that newly granted roles take effect. */
  renewAccess(): Promise<void> {
    return this.#connection.renewAccess();
  }

  /** Cancels all requests and revokes the token. The client can't be used after that. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  #exportBuckets(projectId: string): GetRequest {
    return {
      endpoint: 'groups/{groupId}/backup/exportBuckets',
      parameters: projectParameters(projectId),
      version: this.#settings.exportBucketVersion(),
    };
  }

  #exportBucket(projectId: string, exportBucketId: string): GetRequest {
    return {
      endpoint: 'groups/{groupId}/backup/exportBuckets/{exportBucketId}',
      parameters: { ...projectParameters(projectId), exportBucketId: checkObjectId('exportBucket', exportBucketId) },
      version: this.#settings.exportBucketVersion(),
    };
  }
}

function projectParameters(projectId: string): Record<string, string> {
  return { groupId: checkObjectId('project', projectId) };
}

function clusterParameters(projectId: string, clusterName: string): Record<string, string> {
  return { ...projectParameters(projectId), clusterName: checkClusterName(clusterName) };
}
