import assert from 'node:assert/strict';
import type { Project } from '../../src/atlas/models';
import { lastRow } from '../../src/tree/pickExportBucket';
import { credentialNode } from '../../src/model/nodes';
import { useTrees } from './trees';

describe('Picking a project', () => {
  const { simulator, build } = useTrees();
  const lastLabels = async (remembered: readonly Project[]): Promise<string[]> => {
    simulator().world.projects.splice(0);
    const { tree, credentials } = build({ retail: simulator().world.credentials.apiKey }, 100, undefined, remembered);
    const [credential] = credentials.list();
    assert.ok(credential);
    const parent = credentialNode(credential);
    return lastRow(await tree.load(parent), parent).map(({ label }) => label);
  };

  it('says that there is nothing where there is nothing', async () => {
    assert.deepEqual(await lastLabels([]), ['There is nothing here']);
  });

  it('does not say so below a project that the person named', async () => {
    assert.deepEqual(await lastLabels([{ id: '0123456789abcdef01234567', name: 'named by ID' }]), []);
  });
});
