import { l10n, window } from 'vscode';
import { TABLES } from '../bucketList/formats';
import { writeToEditor, type Chunks } from '../bucketList/writeList';
import { choice } from '../text/sinks';
import { checkedClusters, type DescribeOptions } from './health/describe';
import type { HealthProgress } from './health/readHealth';
import { healthList } from './healthList';

/**
 * Opens the list of checked clusters in an untitled editor, in a format that the user selects.
 * @param notes what is missing, in sentences
 */
export async function saveHealthList(
  { projects, readAt: checkedAt }: Pick<HealthProgress, 'projects' | 'readAt'>,
  notes: readonly string[],
  options: DescribeOptions,
): Promise<void> {
  const picked = await window.showQuickPick(
    TABLES.map((format) => choice({ label: format.label, format })),
    { title: l10n.t('Save Export Health As'), placeHolder: l10n.t('Select a format') },
  );
  if (picked === undefined) {
    return;
  }
  const list = healthList(picked.format, checkedClusters(projects, checkedAt), notes, checkedAt, options);
  await writeToEditor(chunksOf(list), picked.format, new Date(checkedAt), 'export-health');
}

/** Yields a list as one chunk. Even thousands of clusters take less than a megabyte. */
async function* chunksOf(list: string): Chunks {
  yield await Promise.resolve(list);
}
