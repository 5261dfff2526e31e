import path from 'node:path';
import type { App } from '../app';
import { RememberedFiles } from '../model/remembered/files';
import type { FileProblem } from '../model/remembered/format';
import { RememberedLists } from '../model/remembered/rememberedLists';
import { logText } from '../text/sinks';

const PROBLEMS: Readonly<Record<FileProblem, string>> = {
  broken: 'it is damaged',
  foreign: 'another key or base URL wrote it',
  newer: 'a newer version wrote it',
  tooLarge: 'it is too large',
};

/** Returns the lists that are remembered below the storage folder of this extension. Reads no file. */
export function openLists({
  added,
  channel,
  context,
  credentials,
  pinned,
  report,
  settings,
  tree,
}: App): RememberedLists {
  const folder = path.join(context.globalStorageUri.fsPath, 'remembered');
  const files = new RememberedFiles(folder, (file, problem) => {
    channel.warn(logText(`Remembered lists in ${file} were ignored: ${PROBLEMS[problem]}`));
  });
  return new RememberedLists({
    files,
    credentials,
    listOf: (parent) => tree.rows.listOf(parent),
    unlistedProjects: (id) => [...added.of(id).map((project) => project.id), ...pinned.of(id)],
    isOn: () => settings.rememberLists(),
    report,
  });
}
