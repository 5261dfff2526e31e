import assert from 'node:assert/strict';
import { DataTransfer } from 'vscode';
import { DragRows } from '../../src/tree/dragRows';
import { named, useTrees } from './trees';

describe('Dragging rows', () => {
  const { simulator, build } = useTrees();

  it('gives an editor the IDs of the rows, in the order of the view', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey });
    const project = named(await tree.getChildren(), 'data-platform-multi-cloud');
    const [first, second] = await tree.getChildren(project);
    assert.ok(project.kind === 'project' && first?.kind === 'exportBucket' && second?.kind === 'exportBucket');
    const drag = new DragRows(tree.rows);
    const dragged = async (...rows: Parameters<DragRows['handleDrag']>[0]): Promise<string | undefined> => {
      const data = new DataTransfer();
      drag.handleDrag(rows, data);
      assert.equal(data.get('text/uri-list'), undefined);
      return data.get('text/plain')?.asString();
    };
    assert.equal(await dragged(second, first), `${first.bucket._id}\n${second.bucket._id}`);
    assert.equal(await dragged(project), project.project.id);
    assert.equal(await dragged(second, project), `${project.project.id}\n${second.bucket._id}`);
    assert.deepEqual([drag.dragMimeTypes, drag.dropMimeTypes], [['text/plain'], []]);
  });

  it('gives nothing for rows without an ID', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey }, 1);
    const rows = await tree.getChildren();
    const data = new DataTransfer();
    new DragRows(tree.rows).handleDrag(
      rows.filter(({ kind }) => kind === 'loadMore'),
      data,
    );
    assert.deepEqual([...data], []);
  });
});
