import { env, l10n, window } from 'vscode';
import { projectOf, type ExportBucketNode, type ProjectNode, type TreeNode } from '../tree/nodes';

const SHOWN_FOR = 3000;

/** Copies the IDs of export buckets, one a line. */
export async function copyBucketIds(buckets: readonly ExportBucketNode[]): Promise<void> {
  await copy(
    buckets.map(({ bucket }) => bucket._id),
    (count) => (count === 1 ? l10n.t('Copied the bucket ID') : l10n.t('Copied {0} bucket IDs', count)),
  );
}

/** Copies the IDs of the projects that the rows are or are in, one a line, each once. */
export async function copyProjectIds(nodes: readonly TreeNode[]): Promise<void> {
  await copy([...new Set(nodes.flatMap((node) => projectOf(node)?.project.id ?? []))], (count) =>
    count === 1 ? l10n.t('Copied the project ID') : l10n.t('Copied {0} project IDs', count),
  );
}

/** Copies the IDs of projects and export buckets as they are selected, one a line. */
export async function copyIds(nodes: readonly (ProjectNode | ExportBucketNode)[]): Promise<void> {
  await copy(
    nodes.map((node) => (node.kind === 'project' ? node.project.id : node.bucket._id)),
    (count) => (count === 1 ? l10n.t('Copied the ID') : l10n.t('Copied {0} IDs', count)),
  );
}

async function copy(ids: readonly string[], acknowledgement: (count: number) => string): Promise<void> {
  if (ids.length > 0) {
    await env.clipboard.writeText(ids.join('\n'));
    window.setStatusBarMessage(`$(check) ${acknowledgement(ids.length)}`, SHOWN_FOR);
  }
}
