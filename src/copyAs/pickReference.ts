import { l10n, window, type QuickPickItem } from 'vscode';
import { REFERENCE_IDS, type ReferenceId } from '../references/reference';
import { referenceName } from '../references/referenceName';
import type { ExportBucketNode } from '../model/nodes';
import { choice, inputText, titleText } from '../text/sinks';
import { referenceTexts, type ReferenceTexts } from './referenceTexts';

/** References of one kind to export buckets, with the name of the kind in menus. */
export interface NamedTexts extends ReferenceTexts {
  readonly name: string;
}

interface Choice extends QuickPickItem {
  readonly reference: NamedTexts;
}

/** Returns the references of one kind to buckets. */
export function namedTexts(id: ReferenceId, buckets: readonly ExportBucketNode[]): NamedTexts {
  return { ...referenceTexts(id, buckets), name: referenceName(id, l10n) };
}

/** Returns the IDs of the buckets, one per line. */
export function bucketIds(buckets: readonly ExportBucketNode[]): NamedTexts {
  const texts = buckets.map(({ bucket }) => bucket._id);
  return { name: l10n.t('Bucket ID'), texts, joined: texts.join('\n') };
}

/**
 * Prompts the user to select one of the kinds that exist for at least one of the buckets, with a preview of the text.
 * @param first choices before the kinds of references
 */
export async function pickReference(
  buckets: readonly ExportBucketNode[],
  title: string,
  placeHolder: string,
  first: readonly NamedTexts[] = [],
): Promise<NamedTexts | undefined> {
  const offered = [...first, ...REFERENCE_IDS.map((id) => namedTexts(id, buckets))];
  const choices = offered.flatMap((reference): Choice[] => {
    const [text] = reference.texts;
    return text === undefined ? [] : [{ label: reference.name, detail: text.replace(/\s+/g, ' '), reference }];
  });
  return (
    await window.showQuickPick(choices.map(choice), {
      title: titleText(title),
      placeHolder: inputText(placeHolder),
    })
  )?.reference;
}
