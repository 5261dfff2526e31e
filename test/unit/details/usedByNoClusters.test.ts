import assert from 'node:assert/strict';
import type { DetailsTarget } from '../../../src/details/detailsTarget';
import { PROJECTS, useSimulator, warmClientOf } from '../client/support';
import { detailsOf, targetIn } from './support';

describe('The search for clusters in a project', () => {
  const simulator = useSimulator();

  const searchIn = async (target: DetailsTarget): Promise<string> => {
    const { details, shown, settled } = detailsOf(simulator(), await warmClientOf(simulator()), target);
    details.load('usedBy');
    await settled();
    return shown('usedBy');
  };
  const target = (): DetailsTarget => targetIn(simulator(), 'mixed', 'contoso-lake-exports');

  it('lists the clusters even if there were none when the row of the project was loaded', async () => {
    const shown = await searchIn({ ...target(), project: { ...target().project, clusterCount: 0 } });
    assert.match(shown, /1 cluster exports to this bucket/);
    assert.doesNotMatch(shown, /no clusters/);
  });

  it('says that there are none', async () => {
    const project = simulator().world.project(PROJECTS.mixed) ?? assert.fail();
    project.clusters.length = 0;
    assert.match(await searchIn(target()), /The project has no clusters that support backups/);
  });
});
