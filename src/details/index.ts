import { commands, Disposable, window } from 'vscode';
import type { App } from '../app';
import type { Subscription } from '../credentials/credentialSecrets';
import { COMMANDS, DETAILS, PREVIEW } from '../manifest';
import type { ExportBucketNode } from '../model/nodes';
import { uiLanguage } from '../host/uiLanguage';
import { DetailsPanels } from './detailsPanels';

/** Opens the details of an export bucket in its own tab. */
type OpenDetails = (node: ExportBucketNode) => Promise<void>;

/** Registers the details tabs. */
export function registerDetails(app: App): Subscription & { readonly open: OpenDetails } {
  const { acknowledge, credentials, context, report, targets } = app;
  const details = new DetailsPanels({
    acknowledge,
    extensionUri: context.extensionUri,
    credentials,
    language: uiLanguage(),
    report,
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
        details.credentialChanged(id);
      }
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
  return { open: (node) => details.open(node), dispose: () => void subscriptions.dispose() };
}
