import type { App } from '../app';
import type { ProjectNode } from '../model/nodes';

/**
 * Removes a project that was added by ID. Also unpins it, because a pinned project stays in the view.
 * @returns adds the project again, and pins it if it was pinned
 */
export async function removeFromView(
  { added, pinned }: Pick<App, 'added' | 'pinned'>,
  { project, parent: { credential } }: ProjectNode,
): Promise<() => Promise<void>> {
  const { id } = project;
  const isPinned = pinned.of(credential.id).includes(id);
  if (isPinned) {
    await pinned.unpin(credential.id, [id]);
  }
  await added.remove(credential.id, [id]);
  return async () => {
    await added.add(credential.id, [project]);
    if (isPinned) {
      await pinned.pin(credential.id, [id], [project]);
    }
  };
}
