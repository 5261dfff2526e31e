import type { AtlasClient } from '../../../src/atlas/client';
import { LoadedLists } from '../../../src/model/loadedLists';
import { credentialNode, type CredentialNode } from '../../../src/model/nodes';
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
