import { commands } from 'vscode';
import type { App } from '../app';
import { uiLanguage } from '../host/uiLanguage';
import { COMMANDS } from '../manifest';
import { credentialNode } from '../model/nodes';
import type { BucketFindings } from './bucketFindings';
import { ChosenSnippets } from './chosenSnippets';
import { DetailsPanels } from './detailsPanels';

/** Creates the details tabs. */
export function createDetailsPanels(
  { acknowledge, context, credentials, report, tree }: App,
  findings: BucketFindings,
): DetailsPanels {
  const snippets = new ChosenSnippets(context.globalState);
  return new DetailsPanels({
    acknowledge,
    extensionUri: context.extensionUri,
    credentials,
    language: uiLanguage(),
    report,
    findings,
    hasNamesake: ({ _id, bucketName }) =>
      credentials
        .list()
        .flatMap((credential) => tree.rows.projectsOf(credentialNode(credential)))
        .some(({ list }) =>
          list?.pages.items.some((item) => '_id' in item && item.bucketName === bucketName && item._id !== _id),
        ),
    chosenSnippets: () => snippets.get(),
    selectSnippet: (id) => {
      snippets.choose(id).catch(report);
    },
    runAction: (action, row) => {
      void commands.executeCommand(COMMANDS[action], row);
    },
  });
}
