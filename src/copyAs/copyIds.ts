import { env, l10n } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import { count } from '../host/numbers';
import { projectOf, type ExportBucketNode, type ItemNode, type TreeNode } from '../model/nodes';
import { copiedText } from '../text/copied';
import { idOf } from '../tree/arrangement';

/** Copies the unique IDs of export buckets, one per line. */
export async function copyBucketIds(buckets: readonly ExportBucketNode[], acknowledge: Acknowledge): Promise<void> {
  await copy(
    acknowledge,
    buckets.map(({ bucket }) => bucket._id),
    (id) => l10n.t('Copied bucket ID {0}', id),
    (total) => l10n.t('Copied {0} bucket IDs', count(total)),
  );
}

/**
 * Copies the ID of a remembered export bucket, and says so, because the bucket may no longer exist.
 * @param age how long ago it was loaded
 */
export async function copyRememberedId(
  { bucket }: ExportBucketNode,
  age: string,
  acknowledge: Acknowledge,
): Promise<void> {
  await env.clipboard.writeText(copiedText(bucket._id));
  acknowledge(l10n.t('Copied bucket ID {0} (remembered {1})', bucket._id, age), { icon: 'warning' });
}

/** Copies the unique project IDs of project rows and of rows below a project, one per line. */
export async function copyProjectIds(nodes: readonly TreeNode[], acknowledge: Acknowledge): Promise<void> {
  await copy(
    acknowledge,
    nodes.flatMap((node) => projectOf(node)?.project.id ?? []),
    (id) => l10n.t('Copied project ID {0}', id),
    (total) => l10n.t('Copied {0} project IDs', count(total)),
  );
}

/** Copies the unique IDs of projects and export buckets in the order of the selection, one per line. */
export async function copyIds(nodes: readonly ItemNode[], acknowledge: Acknowledge): Promise<void> {
  const buckets = nodes.filter((node) => node.kind === 'exportBucket');
  if (buckets.length === nodes.length) {
    return copyBucketIds(buckets, acknowledge);
  }
  if (buckets.length === 0) {
    return copyProjectIds(nodes, acknowledge);
  }
  await copy(
    acknowledge,
    nodes.map(idOf),
    (id) => l10n.t('Copied ID {0}', id),
    (total) => l10n.t('Copied {0} IDs', count(total)),
  );
}

/** Copies the unique IDs. The message contains a single ID, because the focused row may not be the selected one. */
async function copy(
  acknowledge: Acknowledge,
  all: readonly string[],
  textForOne: (id: string) => string,
  textForMany: (total: number) => string,
): Promise<void> {
  const ids = [...new Set(all)];
  const [first, ...others] = ids;
  if (first !== undefined) {
    await env.clipboard.writeText(copiedText(ids.join('\n')));
    acknowledge(others.length === 0 ? textForOne(first) : textForMany(ids.length));
  }
}
