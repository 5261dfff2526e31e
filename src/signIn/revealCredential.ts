import type { App } from '../app';
import type { Credential } from '../credentials/credential';
import { reveal } from '../tree/reveal';

/** How many projects of a new credential are scrolled into view below its row. */
const VISIBLE_PROJECTS = 5;

/** Shows the row of a credential expanded, with the focus on it and its first projects. An only credential has no row. */
export async function revealCredential({ tree, view }: Pick<App, 'tree' | 'view'>, { id }: Credential): Promise<void> {
  const roots = tree.rows.roots();
  const root = roots.find(({ credential }) => credential.id === id);
  if (root === undefined || roots.length === 1) {
    return;
  }
  await reveal(view, root, true);
  const projects = await tree.getChildren(root);
  const last = projects.slice(0, VISIBLE_PROJECTS).at(-1);
  if (last !== undefined) {
    // The row may be gone again, as after a refresh.
    await Promise.resolve(view.reveal(last, { select: false, focus: false })).catch(() => undefined);
  }
}
