import assert from 'node:assert/strict';
import type { AtlasClient } from '../../src/atlas/client';
import { Organizations } from '../../src/model/organizations';
import type { Inventory } from '../../src/bucketList/inventory';
import { readInventory, type InventorySources } from '../../src/bucketList/readInventory';
import type { Arrangement } from '../../src/tree/arrangement';
import type { LoadedLists } from '../../src/model/loadedLists';
import { childrenOf } from '../../src/tree/children';
import { verify } from '../../src/find/verify';
import { isGone, loadAll } from '../../src/model/loadAll';
import { credentialNode, exportBucketNode, projectNode, type ParentNode } from '../../src/model/nodes';
import type { Credential } from '../../src/credentials/credential';
import { LANGUAGE } from '../unit/overview/support';
import { PROJECTS } from '../unit/client/support';
import { listsThrough, rowOf } from '../unit/model/support';

/** Rows per page, so that lists have several pages. */
const PAGE_SIZE = 20;

/** An action of the user that sends requests to Atlas. */
export interface Operation {
  readonly name: string;
  readonly method: Credential['method'];
  /** The request that fails. */
  readonly target: RegExp;
  /** The requested API version. Undefined for token calls. */
  readonly version: string | undefined;
  /** Whether the client has a token or challenge before the fault starts. */
  readonly isWarm: boolean;
  start(client: AtlasClient, credential: Credential): Attempt;
}

/** A list or response that is requested until it succeeds. */
interface Attempt {
  /** Runs before the fault starts. */
  prepare(): Promise<void>;
  /** Sends the request. A second call works like *Retry*. */
  run(): Promise<void>;
  /** Returns the failure, if any. */
  failure(): unknown;
  /** Returns the label of the failure's row, if there is a tree. */
  rowLabel?(): string | undefined;
  /** Returns the IDs of the shown rows, including messages. */
  shown(): readonly string[];
}

function ofList(parent: (credential: Credential) => ParentNode, pagesBefore: number): Operation['start'] {
  return (client, credential) => {
    const node = parent(credential);
    const lists = listsThrough(client, PAGE_SIZE);
    const { pages } = lists.of(node);
    return {
      async prepare() {
        for (let page = 0; page < pagesBefore; page += 1) {
          await pages.loadNext();
        }
      },
      run: () => pages.loadNext(),
      failure: () => lists.of(node).failure,
      shown: () => shownBelow(lists, node),
    };
  };
}

/** Loads the rest of a list in the background, like *Load All* and *Find Export Bucket…*. */
function ofRest(parent: (credential: Credential) => ParentNode, isFirstLoaded = true): Operation['start'] {
  return (client, credential) => {
    const node = parent(credential);
    const lists = listsThrough(client, PAGE_SIZE);
    const { signal } = new AbortController();
    return {
      prepare: () => (isFirstLoaded ? lists.load(node) : Promise.resolve()),
      async run() {
        await loadAll(lists, [node], { signal });
      },
      failure: () => lists.of(node).failure,
      shown: () => shownBelow(lists, node),
    };
  };
}

function shownBelow(lists: LoadedLists, node: ParentNode): readonly string[] {
  return childrenOf(node, lists.of(node), AS_ATLAS_LISTS).map(({ id }) => id);
}

const AS_ATLAS_LISTS: Arrangement = { order: 'atlas', pinned: new Map(), providers: undefined, language: 'en' };

function ofResponse(request: (client: AtlasClient) => Promise<readonly string[]>): Operation['start'] {
  return (client) => {
    const outcome: { failure: unknown; shown: readonly string[] } = { failure: undefined, shown: [] };
    return {
      prepare: () => Promise.resolve(),
      async run() {
        try {
          outcome.shown = await request(client);
          outcome.failure = undefined;
        } catch (error) {
          outcome.failure = error;
        }
      },
      failure: () => outcome.failure,
      shown: () => outcome.shown,
    };
  };
}

/** An exported list names what is missing. A retry exports the list again. */
const ofExport: Operation['start'] = (client, credential) => {
  const credentials = { clientOf: () => Promise.resolve(client) };
  const lists = listsThrough(client, PAGE_SIZE);
  const outcome: { failure: unknown; inventory: Inventory } = { failure: undefined, inventory: { projects: [] } };
  const sources: InventorySources = {
    organizations: new Organizations(credentials),
    language: LANGUAGE,
    loadAll: async (scopes, options) => {
      const loaded = await loadAll(lists, scopes, options);
      outcome.failure = loaded.failures[0]?.error;
      return loaded;
    },
  };
  const project = projectNode(credentialNode(credential), { id: PROJECTS.aws, name: 'aws' });
  return {
    prepare: () => Promise.resolve(),
    async run() {
      outcome.inventory = await readInventory(sources, [project], { signal: new AbortController().signal });
    },
    failure: () => outcome.failure,
    shown: () => outcome.inventory.projects.flatMap(({ buckets }) => buckets.map(({ _id }) => `b:${_id}`)),
  };
};

/**
 * Selects a remembered export bucket in *Find*. Only if Atlas says that it doesn't exist, it is forgotten.
 * @throws the error of the request
 */
async function verifiedId(client: AtlasClient, exportBucketId: string): Promise<string> {
  const project = projectNode(rowOf('remembered'), { id: PROJECTS.archive, name: 'archive' });
  const bucket = { _id: exportBucketId, bucketName: 'remembered', cloudProvider: 'AWS' };
  const result = await verify(exportBucketNode(project, bucket), {
    tree: { rows: { projectsOf: () => [] }, keepFound: () => assert.fail() },
    credentials: { clientOf: () => Promise.resolve(client) },
    remembered: { record: () => undefined, forget: () => Promise.resolve() },
    signal: new AbortController().signal,
  });
  if ('gone' in result) {
    const error: unknown = await client
      .getExportBucket(PROJECTS.archive, exportBucketId)
      .catch((failed: unknown) => failed);
    assert.ok(isGone(error));
    throw error;
  }
  return result.node.bucket._id;
}

const archive = (credential: Credential): ParentNode =>
  projectNode(credentialNode(credential), { id: PROJECTS.archive, name: 'archive' });

/** @param exportBucketId one in the archive */
export function operations(exportBucketId: () => string): readonly Operation[] {
  const signIn = ofResponse(async (client) =>
    (await client.listOrganizations({ itemsPerPage: 1 })).items.map(({ id }) => id),
  );
  const details = ofResponse(async (client) => [
    (await client.getExportBucket(PROJECTS.archive, exportBucketId()))._id,
  ]);
  const remembered = ofResponse(async (client) => [await verifiedId(client, exportBucketId())]);
  const roles = ofResponse(async (client) =>
    (await client.listCloudProviderAccess(PROJECTS.mixed)).roles.map(({ id }) => id),
  );
  const usedBy = ofResponse(async (client) =>
    (await client.listClusters(PROJECTS.mixed)).items.map(({ name }) => name),
  );
  const schedule = ofResponse(async (client) => [
    String((await client.getBackupSchedule(PROJECTS.mixed, 'lake')).autoExportEnabled),
  ]);
  const jobs = ofResponse(async (client) =>
    (await client.listExportJobs(PROJECTS.mixed, 'lake')).items.map(({ id }) => id),
  );
  const shared = { isWarm: true, version: '2024-05-30', method: 'serviceAccount' } as const;
  return [
    { ...shared, name: 'get a token', target: /oauth\/token/, version: undefined, isWarm: false, start: signIn },
    {
      ...shared,
      name: 'get a token to load all',
      target: /oauth\/token/,
      version: undefined,
      isWarm: false,
      start: ofRest(archive, false),
    },
    { ...shared, name: 'sign in', target: /\/orgs\?/, version: '2023-01-01', start: signIn },
    { ...shared, name: 'open the view', target: /\/groups\?/, version: '2023-01-01', start: ofList(credentialNode, 0) },
    { ...shared, name: 'expand', target: /exportBuckets\?/, start: ofList(archive, 0) },
    { ...shared, name: 'expand, API key', target: /exportBuckets\?/, method: 'apiKey', start: ofList(archive, 0) },
    { ...shared, name: 'load more', target: /pageNum=2/, start: ofList(archive, 1) },
    { ...shared, name: 'load all or find', target: /itemsPerPage=500/, start: ofRest(archive) },
    { ...shared, name: 'export', target: /exportBuckets\?/, start: ofExport },
    { ...shared, name: 'find, remembered', target: /exportBuckets\/\w/, start: remembered },
    { ...shared, name: 'details', target: /exportBuckets\/\w/, start: details },
    { ...shared, name: 'details, role', target: /cloudProviderAccess/, version: '2023-01-01', start: roles },
    { ...shared, name: 'details, clusters', target: /clusters$/, version: '2024-08-05', start: usedBy },
    { ...shared, name: 'details, schedule', target: /schedule$/, version: '2024-08-05', start: schedule },
    { ...shared, name: 'details, export jobs', target: /exports$/, version: '2023-01-01', start: jobs },
  ];
}
