import { window, type QuickPickItem } from 'vscode';
import { uiLanguage } from '../host/uiLanguage';
import type { ExportBucketNode } from '../model/nodes';
import { exportBuckets } from '../text/language';
import { choice, inputText, titleText } from '../text/sinks';
import { COPY_KINDS } from './copyKinds';
import { namedTexts, type NamedTexts } from './namedTexts';

interface Choice extends QuickPickItem {
  readonly reference: NamedTexts;
}

/** Prompts the user to select one of the kinds that exist for at least one of the buckets, with a preview of the text. */
export async function pickReference(
  buckets: readonly ExportBucketNode[],
  title: string,
  placeHolder: string,
): Promise<NamedTexts | undefined> {
  const choices = COPY_KINDS.map((kind) => namedTexts(kind, buckets)).flatMap((reference): Choice[] => {
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

/** Returns the name of an export bucket for the title of a Quick Pick, or the number of several buckets. */
export function subjectText(
  buckets: readonly ExportBucketNode[],
  displayName: (node: ExportBucketNode) => string,
): string {
  const [only, ...others] = buckets;
  return only === undefined || others.length > 0 ? exportBuckets(uiLanguage(), buckets.length) : displayName(only);
}
