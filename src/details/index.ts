import { Disposable, ViewColumn, window, type WebviewPanel } from 'vscode';
import type { App } from '../app';
import type { CloudProviderRole } from '../atlas/cloudProviderAccess';
import type { Subscription } from '../credentials/credentialSecrets';
import type { ExportsStore } from '../exports/health/exportsStore';
import { OnDemand } from '../host/onDemand';
import { DETAILS, PREVIEW } from '../manifest';
import type { ExportBucketNode } from '../model/nodes';
import { BucketFindings } from './bucketFindings';

/** Opens the details of an export bucket in its own tab. */
type OpenDetails = (node: ExportBucketNode) => Promise<void>;

/** The details tabs, as other features use them. */
export interface Details extends Subscription {
  readonly open: OpenDetails;
  /** Opens the details of an export bucket to the side, by the ID of its row. Returns whether there is one. */
  readonly openToSide: (row: string) => Promise<boolean>;
  readonly findings: BucketFindings;
  /** Returns the role of an export bucket from the cache of the tabs, or loads it. Undefined if it wasn't found. */
  readonly roleOf: (node: ExportBucketNode) => Promise<CloudProviderRole | undefined>;
}

/** Registers the details tabs. */
export function registerDetails(app: App, exportsStore: () => Promise<ExportsStore>): Details {
  const { credentials, targets, tree } = app;
  const findings = new BucketFindings();
  const panels = new OnDemand(async () => {
    const [{ createDetailsPanels }, store] = await Promise.all([import('./createDetailsPanels'), exportsStore()]);
    return createDetailsPanels(app, findings, store);
  });
  targets.addSource((id) => panels.created?.find(id));
  const subscriptions = Disposable.from(
    panels,
    window.registerWebviewPanelSerializer(DETAILS, {
      deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) =>
        (await panels.get()).deserializeWebviewPanel(panel, state),
    }),
    credentials.onDidChange((id, what) => {
      if (what !== 'name' || credentials.find(id) === undefined) {
        findings.clear();
        panels.created?.credentialChanged(id);
      }
    }),
    tree.onDidChangeTreeData(() => {
      panels.created?.updateTitles();
    }),
    app.onDidChangeApiVersion(() => {
      panels.created?.refreshAll();
    }),
    app.commands.register(['openDetails'], () =>
      Promise.resolve({
        openDetails: async (argument: unknown, all: unknown) => {
          const [bucket] = await targets.buckets(argument, all);
          if (bucket !== undefined) {
            const details = await panels.get();
            if (all === PREVIEW) {
              details.preview(bucket);
            } else {
              details.open(bucket);
            }
          }
        },
      }),
    ),
  );
  return {
    findings,
    open: async (node) => {
      (await panels.get()).open(node);
    },
    openToSide: async (id) => {
      const [row] = targets.rows({ id });
      if (row?.kind !== 'exportBucket') {
        return false;
      }
      (await panels.get()).open(row, ViewColumn.Beside);
      return true;
    },
    roleOf: async (node) => (await panels.get()).roleOf(node),
    dispose: () => void subscriptions.dispose(),
  };
}
