import { DataTransferItem, type DataTransfer, type TreeDragAndDropController } from 'vscode';
import type { TreeNode } from '../model/nodes';
import { copiedText } from '../text/copied';
import { idOf } from './arrangement';
import type { Rows } from './rows';

const TEXT = 'text/plain';

/**
 * Lets the user drag rows into an editor, which inserts their IDs, one per line. Nothing can be dropped on the view, and
 * there is no list of URIs, because VS Code would open them as files.
 */
export class DragRows implements TreeDragAndDropController<TreeNode> {
  readonly dragMimeTypes = [TEXT];
  readonly dropMimeTypes: readonly string[] = [];

  constructor(private readonly rows: Pick<Rows, 'inVisualOrder'>) {}

  handleDrag(dragged: readonly TreeNode[], data: DataTransfer): void {
    const items = this.rows
      .inVisualOrder(dragged)
      .filter((row) => row.kind === 'project' || row.kind === 'exportBucket');
    const ids = new Set(items.map(idOf));
    if (ids.size > 0) {
      data.set(TEXT, new DataTransferItem(copiedText([...ids].join('\n'))));
    }
  }
}
