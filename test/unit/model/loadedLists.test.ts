import assert from 'node:assert/strict';
import { credentialOf } from '../../../src/model/nodes';
import { KEYS } from '../client/support';
import { gate } from '../atlas/support';
import { rowOf, useLists } from './support';

const root = rowOf('retail', KEYS.apiKey);
const named = (name: string) => ({ ...root.credential, name });

describe('The lists of a renamed credential', () => {
  const { simulator, listsOver } = useLists();

  async function shown() {
    const { lists } = await listsOver();
    await lists.load(root);
    const [project] = lists.of(root).rows();
    assert.ok(project?.kind === 'project');
    await lists.load(project);
    const names = (): readonly string[] => [
      ...new Set(
        [root, project].flatMap((parent) =>
          lists
            .of(parent)
            .rows()
            .map((row) => credentialOf(row).name),
        ),
      ),
    ];
    assert.deepEqual(names(), ['retail']);
    return { lists, project, names };
  }

  it('keep their rows, with the new name in each', async () => {
    const { lists, project, names } = await shown();
    const before = [root, project].map((parent) =>
      lists
        .of(parent)
        .rows()
        .map(({ id }) => id),
    );
    simulator().clearRequests();
    lists.renameCredential(named('Renamed'));
    lists.renameCredential({ ...named('Another'), id: 'another' });
    assert.deepEqual(names(), ['Renamed']);
    assert.deepEqual(
      [root, project].map((parent) =>
        lists
          .of(parent)
          .rows()
          .map(({ id }) => id),
      ),
      before,
    );
    assert.equal(simulator().requests.length, 0);
  });

  it('have the new name after a reload that was running, too', async () => {
    const { lists, names } = await shown();
    const held = gate();
    simulator().fault({ path: /groups\?/, times: 1, response: { hold: held.opened } });
    const reloading = lists.reload(root);
    lists.renameCredential(named('Renamed'));
    held.open();
    await reloading;
    assert.deepEqual(names(), ['Renamed']);
  });
});
