import { commands } from 'vscode';
import type { App } from '../app';
import { uiLanguage } from '../host/uiLanguage';
import type { ExportsStore } from '../exports/health/exportsStore';
import { COMMANDS } from '../manifest';
import { hasNamesake } from '../tree/namesakes';
import type { BucketFindings } from './bucketFindings';
import { ChosenSnippets } from './chosenSnippets';
import { DetailsPanels } from './detailsPanels';

/** Creates the details tabs. */
export function createDetailsPanels(
  { acknowledge, context, credentials, report, tree }: App,
  findings: BucketFindings,
  exportsStore: ExportsStore,
): DetailsPanels {
  const snippets = new ChosenSnippets(context.globalState);
  return new DetailsPanels({
    acknowledge,
    extensionUri: context.extensionUri,
    credentials,
    language: uiLanguage(),
    report,
    findings,
    exportsStore,
    hasNamesake: (bucket) => hasNamesake(tree.rows, { bucket }),
    chosenSnippets: () => snippets.get(),
    selectSnippet: (id) => {
      snippets.choose(id).catch(report);
    },
    runAction: (action, row) => {
      void commands.executeCommand(COMMANDS[action], row);
    },
  });
}
