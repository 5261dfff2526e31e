import { l10n, window, workspace } from 'vscode';
import { FORMATS } from '../bucketList/formats';
import { choice } from '../text/sinks';
import { checkedClusters, type DescribeOptions } from './health/describe';
import type { ProjectExports } from './health/projectExports';
import { healthList } from './healthList';

/**
 * Opens the list of checked clusters in an untitled editor, in a format that the user selects.
 * @param notes what is missing, in sentences
 * @param checkedAt milliseconds since 1970
 */
export async function saveHealthList(
  projects: readonly ProjectExports[],
  notes: readonly string[],
  checkedAt: number,
  options: DescribeOptions,
): Promise<void> {
  const picked = await window.showQuickPick(
    FORMATS.map((format) => choice({ label: format.label, format })),
    { title: l10n.t('Save Export Health As'), placeHolder: l10n.t('Select a format') },
  );
  if (picked === undefined) {
    return;
  }
  const { languageId, byteOrderMark } = picked.format;
  const document = await workspace.openTextDocument({
    language: languageId,
    encoding: byteOrderMark ? 'utf8bom' : 'utf8',
    content: healthList(picked.format, checkedClusters(projects, checkedAt), notes, checkedAt, options),
  });
  await window.showTextDocument(document, { preview: false });
}
