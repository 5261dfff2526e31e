import type { App } from '../app';
import type { CommandHandlers } from '../host/commandRegistry';
import type { CommandOf } from '../manifest';
import { compareSelected } from './compareSelected';
import { exportBucketUri } from './exportBucketUri';
import type { RawPages } from './rawPages';
import type { ReadOnlyDocuments } from './readOnlyDocuments';
import { hasNamesake } from '../tree/namesakes';
import { showDocument } from './showDocument';
import { showOtherRawPage, showRawResponse } from './showRawResponse';

interface Documents {
  readonly documents: ReadOnlyDocuments;
  readonly rawResponses: ReadOnlyDocuments;
  readonly rawPages: RawPages;
}

/** Returns the commands that open and compare documents. */
export function documentCommands({
  tree,
  targets,
  settings,
  acknowledge,
  documents,
  rawResponses,
  rawPages,
}: Pick<App, 'tree' | 'targets' | 'settings' | 'acknowledge'> & Documents): CommandHandlers<CommandOf<'documents'>> {
  return {
    openJson: async (argument, all) => {
      const [bucket] = await targets.buckets(argument, all);
      if (bucket !== undefined) {
        await showDocument(documents, exportBucketUri(bucket, hasNamesake(tree.rows, bucket)));
      }
    },
    compareSelected: (argument, all) => {
      const called = targets.rows(argument, all).filter((row) => row.kind === 'exportBucket');
      // The menu of a row that isn't selected offers the command as well if two others are, but passes only that row.
      const buckets =
        called.length === 2 ? called : targets.rows(undefined).filter((row) => row.kind === 'exportBucket');
      return compareSelected(documents, buckets);
    },
    showRawResponse: async (argument, all) => {
      const project = await targets.project(argument, all);
      if (project !== undefined) {
        await showRawResponse(rawResponses, project, settings.pageSize());
      }
    },
    nextRawPage: (editor) => showOtherRawPage(rawResponses, rawPages, editor, 1, acknowledge),
    previousRawPage: (editor) => showOtherRawPage(rawResponses, rawPages, editor, -1, acknowledge),
  };
}
