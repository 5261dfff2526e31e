import type { ReferenceId } from '../references/reference';
import { references } from '../references/references';
import { credentialOf, type ExportBucketNode } from '../tree/nodes';

/** The references of one kind to buckets, and all of them as one text: lines, or blocks with a line between them. */
export function referenceTexts(
  id: ReferenceId,
  buckets: readonly ExportBucketNode[],
): { readonly texts: readonly string[]; readonly joined: string } {
  const found = buckets.flatMap((node) =>
    references({
      bucket: node.bucket,
      projectId: node.parent.project.id,
      origin: credentialOf(node).origin,
    }).filter((reference) => reference.id === id),
  );
  const texts = found.map(({ text }) => text);
  return { texts, joined: texts.join(found.every(({ language }) => language === 'plaintext') ? '\n' : '\n\n') };
}
