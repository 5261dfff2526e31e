import assert from 'node:assert/strict';
import type { Project } from '../../src/atlas/models';
import { lastRow } from '../../src/tree/pickExportBucket';
import { credentialNode } from '../../src/model/nodes';
import { useTrees } from './trees';

describe('Picking a project', () => {
  const { simulator, build } = useTrees();
  const lastLabels = async (added: readonly Project[]): Promise<string[]> => {
    simulator().world.projects.splice(0);
    const { tree, credentials } = build({ retail: simulator().world.credentials.apiKey }, 100, undefined, added);
    const [credential] = credentials.list();
    assert.ok(credential);
    const parent = credentialNode(credential);
    return lastRow(await tree.load(parent), parent).map(({ label }) => label);
  };

  it('says that there are no projects in an empty list', async () => {
    assert.deepEqual(await lastLabels([]), ['No projects']);
  });

  it('lists only projects that were added by ID, where Atlas lists none', async () => {
    assert.deepEqual(await lastLabels([{ id: '0123456789abcdef01234567', name: 'named by ID' }]), []);
  });
});
