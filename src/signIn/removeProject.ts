import { l10n, window } from 'vscode';
import type { App } from '../app';
import type { ProjectNode } from '../model/nodes';
import { notificationText } from '../text/sinks';
import { visibleText } from '../text/invisible';

/**
 * Removes a project that was added by ID from the view, and offers to undo it. The offer is a notification, because the
 * status bar shows nothing long enough to act on it, and its items can't be reached with the keyboard.
 */
export async function removeProject(
  { added, credentials }: Pick<App, 'added' | 'credentials'>,
  { project, parent: { credential } }: ProjectNode,
): Promise<void> {
  await added.remove(credential.id, [project.id]);
  const undo = l10n.t('Undo');
  const clicked = await window.showInformationMessage(
    notificationText(l10n.t('Removed project “{0}” from this view.', visibleText(project.name))),
    undo,
  );
  if (clicked === undo && credentials.find(credential.id) !== undefined) {
    await added.add(credential.id, [project]);
  }
}
