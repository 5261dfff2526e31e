import { window, type QuickPickItem } from 'vscode';
import { uiLanguage } from '../host/uiLanguage';
import type { ExportBucketNode } from '../model/nodes';
import { exportBuckets } from '../text/language';
import { choice, inputText, titleText } from '../text/sinks';
import { COPY_KINDS } from './copyKinds';
import { namedTexts, type NamedTexts } from './namedTexts';

/** An item that stands for a value. */
export interface Choice<T> extends QuickPickItem {
  readonly value: T;
}

/**
 * Prompts the user to select one of the kinds that exist for at least one of the buckets, with a preview of the text.
 * @param others further choices, below the kinds
 */
export async function pickReference<T = never>(
  buckets: readonly ExportBucketNode[],
  title: string,
  placeHolder: string,
  others: readonly Choice<T>[] = [],
): Promise<NamedTexts | T | undefined> {
  const references = COPY_KINDS.map((kind) => namedTexts(kind, buckets));
  return pickText<T>(references, title, placeHolder, others);
}

/** Prompts the user to select one of the texts that exist, with a preview. */
export async function pickText<T = never>(
  offered: readonly NamedTexts[],
  title: string,
  placeHolder: string,
  others: readonly Choice<T>[] = [],
): Promise<NamedTexts | T | undefined> {
  const choices = offered.flatMap((value): Choice<NamedTexts | T>[] => {
    const [text] = value.texts;
    return text === undefined ? [] : [{ label: value.name, detail: text.replace(/\s+/g, ' '), value }];
  });
  return (
    await window.showQuickPick([...choices, ...others].map(choice), {
      title: titleText(title),
      placeHolder: inputText(placeHolder),
    })
  )?.value;
}

/** Returns the name of an export bucket for the title of a Quick Pick, or the number of several buckets. */
export function subjectText(
  buckets: readonly ExportBucketNode[],
  displayName: (node: ExportBucketNode) => string,
): string {
  const [only, ...others] = buckets;
  return only === undefined || others.length > 0 ? exportBuckets(uiLanguage(), buckets.length) : displayName(only);
}
