import type { App } from '../app';
import type { CommandHandlers } from '../host/commandRegistry';
import { compareSelected } from './compareSelected';
import type { ExportBucketDocuments } from './exportBucketDocuments';
import { openJson } from './openJson';
import type { RawResponses } from './rawResponses';
import { showOtherRawPage, showRawResponse } from './showRawResponse';

interface Documents {
  readonly documents: ExportBucketDocuments;
  readonly rawResponses: RawResponses;
}

/** Returns the commands that open and compare documents. */
export function documentCommands({
  targets,
  settings,
  documents,
  rawResponses,
}: Pick<App, 'targets' | 'settings'> & Documents): CommandHandlers<
  'openJson' | 'compareSelected' | 'showRawResponse' | 'nextRawPage' | 'previousRawPage'
> {
  return {
    openJson: async (argument, all) => {
      const [bucket] = await targets.buckets(argument, all);
      if (bucket !== undefined) {
        await openJson(documents, bucket);
      }
    },
    compareSelected: (argument, all) =>
      compareSelected(
        documents,
        targets.rows(argument, all).filter((row) => row.kind === 'exportBucket'),
      ),
    showRawResponse: async (argument, all) => {
      const project = await targets.project(argument, all);
      if (project !== undefined) {
        await showRawResponse(rawResponses, project, settings.pageSize());
      }
    },
    nextRawPage: (editor) => showOtherRawPage(rawResponses, editor, 1),
    previousRawPage: (editor) => showOtherRawPage(rawResponses, editor, -1),
  };
}
