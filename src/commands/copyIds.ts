import { env, l10n, window } from 'vscode';
import { projectOf, type ExportBucketNode, type ProjectNode, type TreeNode } from '../tree/nodes';
import { copiedText } from '../text/copied';
import { statusBarText } from '../text/sinks';

const SHOWN_FOR = 3000;

/** Copies the IDs of export buckets, one a line, each once. */
export async function copyBucketIds(buckets: readonly ExportBucketNode[]): Promise<void> {
  await copy(
    buckets.map(({ bucket }) => bucket._id),
    (id) => l10n.t('Copied bucket ID {0}', id),
    (count) => l10n.t('Copied {0} bucket IDs', count),
  );
}

/** Copies the IDs of the projects that the rows are or are in, one a line, each once. */
export async function copyProjectIds(nodes: readonly TreeNode[]): Promise<void> {
  await copy(
    nodes.flatMap((node) => projectOf(node)?.project.id ?? []),
    (id) => l10n.t('Copied project ID {0}', id),
    (count) => l10n.t('Copied {0} project IDs', count),
  );
}

/** Copies the IDs of projects and export buckets as they are selected, one a line, each once. */
export async function copyIds(nodes: readonly (ProjectNode | ExportBucketNode)[]): Promise<void> {
  const buckets = nodes.filter((node) => node.kind === 'exportBucket');
  if (buckets.length === nodes.length) {
    return copyBucketIds(buckets);
  }
  if (buckets.length === 0) {
    return copyProjectIds(nodes);
  }
  await copy(
    nodes.map((node) => (node.kind === 'project' ? node.project.id : node.bucket._id)),
    (id) => l10n.t('Copied ID {0}', id),
    (count) => l10n.t('Copied {0} IDs', count),
  );
}

/** The acknowledgement names the one ID, for the row with the focus need not be the selected one. */
async function copy(
  all: readonly string[],
  acknowledgeOne: (id: string) => string,
  acknowledgeMany: (count: number) => string,
): Promise<void> {
  const ids = [...new Set(all)];
  const [first, ...others] = ids;
  if (first !== undefined) {
    await env.clipboard.writeText(copiedText(ids.join('\n')));
    const acknowledgement = others.length === 0 ? acknowledgeOne(first) : acknowledgeMany(ids.length);
    window.setStatusBarMessage(`$(check) ${statusBarText(acknowledgement)}`, SHOWN_FOR);
  }
}
