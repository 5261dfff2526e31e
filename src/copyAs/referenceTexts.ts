import type { ReferenceId } from '../references/reference';
import { references } from '../references/references';
import { withBlockNames } from '../references/terraform';
import { credentialOf, type ExportBucketNode } from '../model/nodes';

export interface ReferenceTexts {
  /** One text for each bucket that has a reference of this kind. */
  readonly texts: readonly string[];
  readonly joined: string;
}

/**
 * Returns the references of one kind to buckets, and all of them joined: as lines, or as unique blocks with an empty
 * line between them.
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
  const isPlainText = found.every(({ language }) => language === 'plaintext');
  return { texts, joined: isPlainText ? texts.join('\n') : [...new Set(texts)].join('\n\n') };
}
