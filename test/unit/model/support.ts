import type { AtlasClient } from '../../../src/atlas/client';
import type { ExportBucket, Page, Project } from '../../../src/atlas/models';
import { LoadedList } from '../../../src/model/loadedList';
import { LoadedLists } from '../../../src/model/loadedLists';
import { credentialNode, type CredentialNode, type ParentNode } from '../../../src/model/nodes';
import type { AtlasSimulator, SimulatorOptions } from '../../atlas/simulator';
import { clientOf, KEYS, useSimulatorOfEach, type TestClient } from '../client/support';

type Keys = (typeof KEYS)['apiKey' | 'serviceAccount'];

/** Returns the row of a credential with this ID and name. */
export function rowOf(id: string, { method, id: keyId }: Keys = KEYS.apiKey): CredentialNode {
  return credentialNode({ id, name: id, origin: 'http://127.0.0.1', method, keyId, source: 'stored' });
}

/** Returns empty lists that all use one client. */
export function listsThrough(client: AtlasClient, pageSize = 100): LoadedLists {
  return new LoadedLists({
    credentials: { clientOf: () => Promise.resolve(client) },
    pageSize: () => pageSize,
    addedProjects: () => [],
    report: () => undefined,
  });
}

interface FirstPage {
  readonly projects?: Page<Project>;
  readonly buckets?: Page<ExportBucket>;
}

/** Returns a list whose first page is loaded; sends no request. */
export async function firstPageOf(
  parent: ParentNode,
  { projects, buckets }: FirstPage,
  pageSize = 100,
): Promise<LoadedList> {
  const unexpected = () => Promise.reject(new Error('unexpected request'));
  const client = {
    listProjects: () => (projects === undefined ? unexpected() : Promise.resolve(projects)),
    listExportBuckets: () => (buckets === undefined ? unexpected() : Promise.resolve(buckets)),
  };
  const list = new LoadedList(parent, {
    client: () => Promise.resolve(client),
    pageSize,
    addedProjects: () => [],
  });
  await list.pages.load();
  return list;
}

export interface Lists extends TestClient {
  readonly lists: LoadedLists;
}

/** Starts a simulator for each test. After the test, checks that only read requests were sent. */
export function useLists(keys: Keys = KEYS.apiKey): {
  simulator: () => AtlasSimulator;
  /** Starts the simulator, with the sample data by default, and returns lists that load from it. */
  listsOver: (options?: SimulatorOptions, pageSize?: number) => Promise<Lists>;
} {
  const { simulator, start } = useSimulatorOfEach();
  return {
    simulator,
    async listsOver(options = {}, pageSize) {
      const made = clientOf(await start(options), { keys });
      return { ...made, lists: listsThrough(made.client, pageSize) };
    },
  };
}
