import { commands, Disposable, window } from 'vscode';
import type { App } from '../app';
import type { CloudProviderRole } from '../atlas/cloudProviderAccess';
import type { Subscription } from '../credentials/credentialSecrets';
import type { ExportsStore } from '../exports/health/exportsStore';
import { COMMANDS, DETAILS, PREVIEW } from '../manifest';
import { credentialNode, type ExportBucketNode } from '../model/nodes';
import { uiLanguage } from '../host/uiLanguage';
import { BucketFindings } from './bucketFindings';
import { DetailsPanels } from './detailsPanels';
import { ChosenSnippets } from './chosenSnippets';

/** Opens the details of an export bucket in its own tab. */
type OpenDetails = (node: ExportBucketNode) => Promise<void>;

/** The details tabs, as other features use them. */
export interface Details extends Subscription {
  readonly open: OpenDetails;
  readonly findings: BucketFindings;
  /** Returns the role of an export bucket from the cache of the tabs, or loads it. Undefined if it wasn't found. */
  readonly roleOf: (node: ExportBucketNode) => Promise<CloudProviderRole | undefined>;
}

/** Registers the details tabs. */
export function registerDetails(app: App, exportsStore: () => Promise<ExportsStore>): Details {
  const { acknowledge, credentials, context, report, targets, tree } = app;
  const snippets = new ChosenSnippets(context.globalState);
  const findings = new BucketFindings();
  const details = new DetailsPanels({
    acknowledge,
    extensionUri: context.extensionUri,
    credentials,
    language: uiLanguage(),
    report,
    findings,
    exportsStore,
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
  targets.addSource((argument) => details.find(argument));
  const subscriptions = Disposable.from(
    details,
    window.registerWebviewPanelSerializer(DETAILS, details),
    credentials.onDidChange((id, what) => {
      if (what !== 'name' || credentials.find(id) === undefined) {
        findings.clear();
        details.credentialChanged(id);
      }
    }),
    tree.onDidChangeTreeData(() => {
      details.updateTitles();
    }),
    app.onDidChangeApiVersion(() => {
      details.refreshAll();
    }),
    app.commands.register(['openDetails'], () =>
      Promise.resolve({
        openDetails: async (argument: unknown, all: unknown) => {
          const [bucket] = await targets.buckets(argument, all);
          if (bucket !== undefined) {
            await (all === PREVIEW ? details.preview(bucket) : details.open(bucket));
          }
        },
      }),
    ),
  );
  return {
    findings,
    open: (node) => details.open(node),
    roleOf: (node) => details.roleOf(node),
    dispose: () => void subscriptions.dispose(),
  };
}
