import type { AtlasClient } from '../../../src/atlas/client';
import type { ExportBucket, Page, Project } from '../../../src/atlas/models';
import { LoadedList } from '../../../src/model/loadedList';
import { LoadedLists } from '../../../src/model/loadedLists';
import { credentialNode, type CredentialNode, type ParentNode } from '../../../src/model/nodes';
import type { AtlasSimulator, SimulatorOptions } from '../../atlas/simulator';
import { clientOf, KEYS, useSimulatorOfEach, type TestClient } from '../client/support';

type Keys = (typeof KEYS)['apiKey' | 'serviceAccount'];

/** The row of a credential of this id and name. */
export function rowOf(id: string, { method, id: keyId }: Keys = KEYS.apiKey): CredentialNode {
  return credentialNode({ id, name: id, origin: 'http://127.0.0.1', method, keyId, source: 'stored' });
}

/** The lists of a tree, all of them seen through one client. */
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
    pages: 1,
    addedProjects: () => [],
  });
  await list.pages.load();
  return list;
}

export interface Lists extends TestClient {
  readonly lists: LoadedLists;
}

/** Lists over a world of each test's own; at its end, nothing may have been sent that a reader does not send. */
export function useLists(keys: Keys = KEYS.apiKey): {
  simulator: () => AtlasSimulator;
  /** Over the sample data by default. */
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
