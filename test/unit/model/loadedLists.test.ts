import assert from 'node:assert/strict';
import { credentialOf } from '../../../src/model/nodes';
import { KEYS } from '../client/support';
import { gate } from '../atlas/support';
import { rowOf, useLists } from './support';

const root = rowOf('retail', KEYS.apiKey);
const named = (name: string) => ({ ...root.credential, name });

describe('The lists of a credential that has another name', () => {
  const { simulator, listsOver } = useLists();

  async function shown() {
    const { branches } = await listsOver();
    await branches.load(root);
    const [project] = branches.of(root).rows();
    assert.ok(project?.kind === 'project');
    await branches.load(project);
    const names = (): readonly string[] => [
      ...new Set(
        [root, project].flatMap((parent) =>
          branches
            .of(parent)
            .rows()
            .map((row) => credentialOf(row).name),
        ),
      ),
    ];
    assert.deepEqual(names(), ['retail']);
    return { branches, project, names };
  }

  it('stay, and say it in each of their rows', async () => {
    const { branches, project, names } = await shown();
    const before = [root, project].map((parent) =>
      branches
        .of(parent)
        .rows()
        .map(({ id }) => id),
    );
    simulator().clearRequests();
    branches.renamed(named('Renamed'));
    branches.renamed({ ...named('Another'), id: 'another' });
    assert.deepEqual(names(), ['Renamed']);
    assert.deepEqual(
      [root, project].map((parent) =>
        branches
          .of(parent)
          .rows()
          .map(({ id }) => id),
      ),
      before,
    );
    assert.equal(simulator().requests.length, 0);
  });

  it('say it when they were being asked for anew, too', async () => {
    const { branches, names } = await shown();
    const held = gate();
    simulator().fault({ path: /groups\?/, times: 1, answer: { hold: held.opened } });
    const reloading = branches.reload(root);
    branches.renamed(named('Renamed'));
    held.open();
    await reloading;
    assert.deepEqual(names(), ['Renamed']);
  });
});
