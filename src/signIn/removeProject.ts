import { l10n, window } from 'vscode';
import type { App } from '../app';
import type { ProjectNode } from '../model/nodes';
import { notificationText } from '../text/sinks';
import { visibleText } from '../text/invisible';
import { removeFromView } from './removeFromView';

/**
 * Removes a project that was added by ID from the view, and offers to undo it. The offer is a notification, because the
 * status bar shows nothing long enough to act on it, and its items can't be reached with the keyboard.
 */
export async function removeProject(
  { credentials, ...stores }: Pick<App, 'added' | 'pinned' | 'credentials'>,
  node: ProjectNode,
): Promise<void> {
  const undoRemoval = await removeFromView(stores, node);
  const undo = l10n.t('Undo');
  const clicked = await window.showInformationMessage(
    notificationText(l10n.t('Removed project “{0}” from this view.', visibleText(node.project.name))),
    undo,
  );
  if (clicked === undo && credentials.find(node.parent.credential.id) !== undefined) {
    await undoRemoval();
  }
}
