import type { ReferenceId } from '../references/reference';
import { references } from '../references/references';
import { withBlockNames } from '../references/terraform';
import { credentialOf, type ExportBucketNode } from '../model/nodes';

export interface ReferenceTexts {
  /** One for each bucket that can be referred to in this way. */
  readonly texts: readonly string[];
  readonly joined: string;
}

/**
 * The references of one kind to buckets, and all of them as one text: lines, or blocks with a line between them. A
 * bucket that is seen through two credentials has one block.
 */
export function referenceTexts(id: ReferenceId, buckets: readonly ExportBucketNode[]): ReferenceTexts {
  const subjects = buckets.map((node) => ({
    bucket: node.bucket,
    projectId: node.parent.project.id,
    origin: credentialOf(node).origin,
  }));
  const found = withBlockNames(subjects).flatMap((subject) =>
    references(subject).filter((reference) => reference.id === id),
  );
  const texts = found.map(({ text }) => text);
  const isOfLines = found.every(({ language }) => language === 'plaintext');
  return { texts, joined: isOfLines ? texts.join('\n') : [...new Set(texts)].join('\n\n') };
}
