import type { ReferenceSubject } from '../../references/reference';
import { referenceName } from '../../references/referenceName';
import { references } from '../../references/references';
import type { Block } from '../protocol';
import type { Language } from '../../text/language';
import { copyable } from './blocks';

/** Returns the code snippets that refer to the bucket, each in a tab. */
export function referenceBlocks(subject: ReferenceSubject, { l10n }: Language): Block[] {
  const snippets = references(subject).map(({ id, language, text }) => {
    const title = referenceName(id, l10n);
    return { id, title, language, value: copyable(l10n, title, text) };
  });
  return [{ kind: 'snippets', label: l10n.t('Code snippets'), snippets }];
}
